using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Reads <c>/v1/images/generations</c> and <c>/v1/images/edits</c> as one user turn: the pictures, then the prompt.</summary>
internal static class OpenAIImageReader
{
    private const int MostImages = 10;

    internal static MediaRequest Read(Operation operation, OpenAIMediaFields fields)
    {
        var pictures = operation == Operation.EditImage ? Pictures(fields) : [];
        if (operation == Operation.EditImage && pictures.IsEmpty)
        {
            throw new FieldException("image", "'image' is missing: send the picture to edit.");
        }

        if (fields.Text("mask") is not null || fields.Files.Exists(file => file.Field == "mask"))
        {
            throw new FieldException("mask", "A mask can not be given to a Gemini model. Leave it out and say in the prompt what is to change.");
        }

        var losses = new LossList();
        fields.Lose(losses, "Gemini has no such setting", "quality", "background", "style", "moderation", "input_fidelity", "output_compression", "partial_images");
        if (fields.Text("output_format") is { } format and not "png")
        {
            losses.Approximated("output_format", $"Gemini chooses the format of its pictures; '{format}' was asked for");
        }

        var form = fields.Text("response_format") ?? "b64_json";
        if (form == "url")
        {
            losses.Emulated("response_format", "Gemini gives the bytes and keeps no file; the URL is a data: URL");
        }

        Part prompt = new Part.Text(fields.Required("prompt"));
        return new MediaRequest
        {
            Operation = operation,
            Chat = new ChatRequest
            {
                Model = fields.Text("model") ?? "",
                Messages = [new Message { Role = Role.User, Parts = [.. pictures, prompt] }],
                MediaOutput = OutputOf(fields.Text("size")),
                User = fields.Text("user"),
            },
            Count = CountOf(fields),
            Format = form is "url" or "b64_json" ? form : throw new FieldException("response_format", "'response_format' must be 'url' or 'b64_json'."),
            Stream = fields.Flag("stream"),
            Loss = losses.ToReport(),
        };
    }

    private static int CountOf(OpenAIMediaFields fields)
    {
        var count = fields.Number("n") ?? 1;
        return count is >= 1 and <= MostImages && count == Math.Floor(count)
            ? (int)count : throw new FieldException("n", $"'n' must be a whole number from 1 to {MostImages}.");
    }

    private static MediaOutput OutputOf(string? size)
    {
        var output = new MediaOutput(MediaKind.Image);
        if (size is null or "" or "auto")
        {
            return output;
        }

        var parts = size.Split('x', ':');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width is > 0 and <= 16_384
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height) && height is > 0 and <= 16_384
            ? output with { Width = width, Height = height }
            : throw new FieldException("size", "'size' must be 'auto', or a width and a height such as '1024x1536'.");
    }

    // A form sends files; JSON sends addresses, data: URLs among them.
    private static ImmutableArray<Part> Pictures(OpenAIMediaFields fields)
    {
        var files = fields.Files.Where(file => file.Field is "image" or "image[]" || file.Field.StartsWith("image[", StringComparison.Ordinal)).ToList();
        if (files.Count > 0)
        {
            return [.. files.Select(file => file.Media with { Kind = MediaKind.Image, Name = null })];
        }

        if (fields.Text("images") is not { Length: > 0 } list)
        {
            return [];
        }

        using var document = JsonDocument.Parse(list);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(PictureOf)]
            : throw new FieldException("images", "'images' must be an array.");
    }

    private static Part PictureOf(JsonElement image, int index)
    {
        var field = $"images[{index}]";
        if (image.ValueKind == JsonValueKind.Object && image.TryGetProperty("file_id", out _))
        {
            throw new FieldException(field, $"'{field}.file_id' names a file of OpenAI's, which means nothing to Gemini. Send the picture itself.");
        }

        if (image.ValueKind != JsonValueKind.Object || !image.TryGetProperty("image_url", out var url) || url.ValueKind != JsonValueKind.String)
        {
            throw new FieldException(field, $"'{field}' must be an object with 'image_url'.");
        }

        var address = url.GetString()!;
        return DataUrl.Parse(address) is { } data ? new Part.Media(MediaKind.Image, data.MediaType) { Base64 = data.Base64 }
            : address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? throw new FieldException(field, $"'{field}.image_url' is not a base64 data: URL.")
            : new Part.Media(MediaKind.Image, null) { Address = address };
    }
}
