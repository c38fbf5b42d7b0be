using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Writes pictures as <c>/v1/images/*</c> answers them: one object, or one <c>….completed</c> event for each picture.</summary>
internal static class OpenAIImageWriter
{
    private const int QuotedChars = 300;

    internal static ReadResult<string> Write(MediaRequest request, IReadOnlyList<Answer> answers, DateTimeOffset startedAt, IBufferWriter<byte> output)
    {
        var pictures = answers.SelectMany(PicturesOf).Take(Math.Max(1, request.Count)).ToList();
        if (pictures.Count == 0)
        {
            return NoPicture(request, answers[0]);
        }

        var usage = Sum(answers);
        if (request.Stream)
        {
            WriteEvents(request, pictures, usage, startedAt, output);
            return "text/event-stream";
        }

        using var json = JsonWriters.Open(output);
        json.WriteStartObject();
        json.WriteNumber("created"u8, startedAt.ToUnixTimeSeconds());
        json.WriteStartArray("data"u8);
        foreach (var picture in pictures)
        {
            json.WriteStartObject();
            WritePicture(json, request.Format, picture);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("output_format"u8, FormatOf(pictures[0]));
        OpenAIMediaUsage.Write(json, usage);
        json.WriteEndObject();
        return "application/json";
    }

    private static void WriteEvents(MediaRequest request, List<Part.Media> pictures, TokenUsage usage, DateTimeOffset startedAt, IBufferWriter<byte> output)
    {
        var type = request.Operation == Operation.EditImage ? "image_edit.completed"u8 : "image_generation.completed"u8;
        var data = new ArrayBufferWriter<byte>();
        foreach (var picture in pictures)
        {
            data.ResetWrittenCount();
            using (var json = JsonWriters.Open(data))
            {
                json.WriteStartObject();
                json.WriteString("type"u8, type);
                WritePicture(json, "b64_json", picture);
                json.WriteNumber("created_at"u8, startedAt.ToUnixTimeSeconds());
                json.WriteString("output_format"u8, FormatOf(picture));
                if (ReferenceEquals(picture, pictures[^1]))
                {
                    OpenAIMediaUsage.Write(json, usage);
                }

                json.WriteEndObject();
            }

            output.Write("event: "u8);
            output.Write(type);
            output.Write("\n"u8);
            SseFrameWriter.Write(output, data.WrittenSpan);
        }
    }

    private static void WritePicture(Utf8JsonWriter json, string format, Part.Media picture)
    {
        if (format == "url")
        {
            json.WriteString("url"u8, $"data:{picture.MediaType ?? "image/png"};base64,{picture.Base64}");
        }
        else
        {
            json.WriteString("b64_json"u8, picture.Base64);
        }
    }

    private static IEnumerable<Part.Media> PicturesOf(Answer answer) =>
        answer.Blocks.Select(block => block.Media).OfType<Part.Media>().Where(media => media is { Kind: MediaKind.Image, Base64: not null });

    private static string FormatOf(Part.Media picture) => picture.MediaType is { } type && type.StartsWith("image/", StringComparison.Ordinal) ? type["image/".Length..] : "png";

    private static TokenUsage Sum(IReadOnlyList<Answer> answers) => answers.Select(answer => answer.Usage).Aggregate((one, other) => new TokenUsage
    {
        Input = one.Input + other.Input, Output = one.Output + other.Output,
    });

    // A model that only talks, or a safety rule: the client is told what was said instead.
    private static Fault NoPicture(MediaRequest request, Answer answer)
    {
        var end = answer.Finished is [var first, ..] ? first : null;
        var said = string.Concat(answer.Blocks.Where(block => block.Kind is BlockKind.Text or BlockKind.Refusal).Select(block => block.Text)).Trim();
        said = said.Length > QuotedChars ? said[..QuotedChars] + "…" : said;
        return end?.Reason == StopReason.Refusal
            ? new Fault { Kind = FaultKind.ContentBlocked, Code = "moderation_blocked", Message = $"The provider refused to make this picture ({end.Native}). {end.Explanation ?? said}".Trim() }
            : new Fault
            {
                Kind = FaultKind.Unsupported, Param = "model", Code = "no_image",
                Message = $"The model '{request.Chat.Model}' made no picture ({end?.Native ?? "no reason given"}). {(said.Length > 0 ? $"It said: {said} " : "")}Ask a model that makes pictures.",
            };
    }
}
