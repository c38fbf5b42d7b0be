using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Reads content parts: of messages, of tool outputs, of answers (OpenAI API reference, Responses, 2026-11).</summary>
internal static class OpenAIResponsesPartReader
{
    /// <summary>Reads content that is one text or a list of parts.</summary>
    internal static ImmutableArray<Part> ReadContent(RawJson content, string path)
    {
        if (content.IsAbsent)
        {
            return [];
        }

        var reader = OpenAIResponsesFields.OpenReader(content);
        if (reader.TokenType == JsonTokenType.String)
        {
            return [new Part.Text(JsonRead.Text(ref reader, path)!) { Place = path }];
        }

        JsonRead.ExpectArray(ref reader, path);
        var parts = ImmutableArray.CreateBuilder<Part>();
        while (JsonRead.NextElement(ref reader))
        {
            var place = $"{path}[{parts.Count}]";
            if (reader.TokenType == JsonTokenType.String)
            {
                parts.Add(new Part.Text(JsonRead.Text(ref reader, place)!) { Place = place });
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            var fields = OpenAIResponsesFields.Read(ref reader, content.Utf8, place);
            parts.Add(ReadPart(fields, place) ?? new Part.Opaque(Protocol.OpenAIResponses, new RawJson(content.Utf8[start..(int)reader.BytesConsumed])) { Place = place });
        }

        return parts.ToImmutable();
    }

    private static Part? ReadPart(OpenAIResponsesFields fields, string place)
    {
        var isHinted = !fields.Raw("prompt_cache_breakpoint").IsAbsent;
        Part? part = fields.Text("type") switch
        {
            "input_text" or "output_text" or "text" or "summary_text" or "reasoning_text" => ReadText(fields),
            "input_image" => ReadImage(fields),
            "input_file" => ReadFile(fields),
            "input_audio" => ReadAudio(fields),
            "input_video" => ReadVideo(fields),
            "refusal" => new Part.Refusal(fields.Text("refusal") ?? ""),
            _ => null,
        };
        return part is null ? null : part with { CacheHint = isHinted, Extras = fields.Rest(), Place = place };
    }

    private static Part.Text ReadText(OpenAIResponsesFields fields)
    {
        fields.Ignore("logprobs");
        return new Part.Text(fields.Text("text") ?? "") { Citations = ReadAnnotations(fields.Raw("annotations"), fields.PathOf("annotations")) };
    }

    private static Part.Media ReadImage(OpenAIResponsesFields fields)
    {
        var detail = fields.Text("detail");
        var media = ReadAddress(MediaKind.Image, fields, "image_url");
        return media with { Detail = detail };
    }

    private static Part.Media ReadFile(OpenAIResponsesFields fields)
    {
        var name = fields.Text("filename");
        if (fields.Text("file_data") is not { } data)
        {
            return ReadAddress(MediaKind.Document, fields, "file_url") with { Name = name };
        }

        if (DataUrl.Parse(data) is { } url)
        {
            return new Part.Media(MediaKind.Document, url.MediaType ?? TypeOf(name)) { Base64 = url.Base64, Name = name };
        }

        return DataUrl.Normalize(data) is { } base64
            ? new Part.Media(MediaKind.Document, TypeOf(name)) { Base64 = base64, Name = name }
            : throw new FieldException(fields.PathOf("file_data"), $"'{fields.PathOf("file_data")}' is neither a data URL nor base64. Send the file's bytes as one of these.");
    }

    private static Part.Media ReadAudio(OpenAIResponsesFields fields)
    {
        var inner = fields.Raw("input_audio");
        var source = inner.IsAbsent ? fields : OpenAIResponsesFields.Read(inner, fields.PathOf("input_audio"));
        var (data, format) = (source.Text("data") ?? "", source.Text("format"));
        return DataUrl.Normalize(data) is { Length: > 0 } base64
            ? new Part.Media(MediaKind.Audio, format is null ? null : "audio/" + format) { Base64 = base64 }
            : throw new FieldException(source.PathOf("data"), $"'{source.PathOf("data")}' must be base64.");
    }

    private static Part.Media ReadVideo(OpenAIResponsesFields fields) => ReadAddress(MediaKind.Video, fields, "video_url");

    private static Part.Media ReadAddress(MediaKind kind, OpenAIResponsesFields fields, string member)
    {
        if (fields.Text("file_id") is { } id)
        {
            fields.Ignore(member);
            return new Part.Media(kind, null) { FileId = id };
        }

        var path = fields.PathOf(member);
        var address = fields.Text(member) ?? throw new FieldException(path, $"'{path}' is missing. Send an address, a data URL or a file id.");
        if (!address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return new Part.Media(kind, null) { Address = address };
        }

        return DataUrl.Parse(address) is { } url
            ? new Part.Media(kind, url.MediaType) { Base64 = url.Base64 }
            : throw new FieldException(path, $"'{path}' is a data URL without base64 data. Send data:<media type>;base64,<bytes>.");
    }

    /// <summary>Reads the citations that name a web page; others are bound to files of the provider.</summary>
    internal static ImmutableArray<Citation> ReadAnnotations(RawJson annotations, string path)
    {
        if (annotations.IsAbsent)
        {
            return [];
        }

        var citations = ImmutableArray.CreateBuilder<Citation>();
        var reader = OpenAIResponsesFields.OpenReader(annotations);
        JsonRead.ExpectArray(ref reader, path);
        while (JsonRead.NextElement(ref reader))
        {
            if (ReadAnnotation(OpenAIResponsesFields.Read(ref reader, annotations.Utf8, path)) is { } citation)
            {
                citations.Add(citation);
            }
        }

        return citations.ToImmutable();
    }

    /// <summary>Reads one citation; null where it names no web page.</summary>
    internal static Citation? ReadAnnotation(OpenAIResponsesFields fields) => fields.Text("type") == "url_citation" && fields.Text("url") is { } url
        ? new Citation
        {
            Url = url,
            Title = fields.Text("title"),
            Start = (int?)fields.Integer("start_index"),
            End = (int?)fields.Integer("end_index"),
        }
        : null;

    private static string? TypeOf(string? name) => Path.GetExtension(name)?.ToLowerInvariant() switch
    {
        null or "" or ".pdf" => "application/pdf",
        ".txt" => "text/plain",
        ".md" => "text/markdown",
        ".csv" => "text/csv",
        ".html" => "text/html",
        ".json" => "application/json",
        _ => null,
    };
}
