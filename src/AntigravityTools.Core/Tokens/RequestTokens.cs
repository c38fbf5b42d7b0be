using System.Text;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tokens;

/// <summary>Estimates the input tokens of a request: its texts and schemas counted, its media by the providers' published rules.</summary>
public sealed class RequestTokens(TokenCounter counter)
{
    private const int PerMessage = 4;
    private const int PerTool = 12;
    private const int UnknownImage = 1200;
    private const int BytesPerPage = 50_000;
    private const int TokensPerPage = 1500;
    private const int BytesPerAudioSecond = 16_000;
    private const int TokensPerAudioSecond = 32;
    private const int HeadBytes = 64 << 10;

    /// <summary>Input tokens of the whole request.</summary>
    public long Count(ChatRequest request)
    {
        var total = 3L;
        foreach (var message in request.Messages)
        {
            total += PerMessage;
            foreach (var part in message.Parts)
            {
                total += Count(part);
            }
        }

        foreach (var tool in request.Tools)
        {
            total += PerTool + counter.Count(tool.Name) + counter.Count(tool.Description) + Count(tool.Parameters) + Count(tool.Format)
                + (tool.Native is { } native ? Count(native.Json) : 0);
        }

        return total + (request.OutputFormat is { } format ? Count(format.Schema) : 0);
    }

    private long Count(Part part) => part switch
    {
        Part.Text text => counter.Count(text.Value),
        Part.Reasoning reasoning => counter.Count(reasoning.Value),
        Part.Refusal refusal => counter.Count(refusal.Value),
        Part.ToolCall call => PerMessage + counter.Count(call.Name) + Count(call.Arguments),
        Part.ToolResult result => PerMessage + result.Content.Sum(Count),
        Part.Media media => Count(media),
        Part.WebSearch search => counter.Count(search.Query) + search.Results.Sum(result => counter.Count(result.Title) + counter.Count(result.CitedText)),
        Part.Opaque opaque => Count(opaque.Json),
        _ => 0,
    };

    private int Count(RawJson json) => json.IsAbsent ? 0 : counter.Count(Encoding.UTF8.GetString(json.Utf8.Span));

    private long Count(Part.Media media)
    {
        if (media.PlainText is { } text)
        {
            return counter.Count(text);
        }

        var bytes = (media.Base64?.Length ?? 0) / 4L * 3;
        return media.Kind switch
        {
            MediaKind.Image => Image(media),
            MediaKind.Document => Math.Max(1, bytes / BytesPerPage) * TokensPerPage,
            _ => Math.Max(1, bytes / BytesPerAudioSecond) * TokensPerAudioSecond,
        };
    }

    // Pixels over 750, as Anthropic documents it; the others' rules come out near it.
    private static long Image(Part.Media media)
    {
        if (media.Base64 is not { Length: > 0 } base64)
        {
            return UnknownImage;
        }

        var head = base64.AsSpan(0, Math.Min(base64.Length, HeadBytes) / 4 * 4);
        var bytes = new byte[head.Length / 4 * 3];
        return Convert.TryFromBase64Chars(head, bytes, out var length) && ImageSize.Of(bytes.AsSpan(0, length)) is var (width, height) && width > 0 && height > 0
            ? Math.Clamp((long)width * height / 750, 16, 6400)
            : UnknownImage;
    }
}
