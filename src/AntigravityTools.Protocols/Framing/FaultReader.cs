using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Makes a <see cref="Fault"/> of an error answer or of an error event inside a stream. Never throws.</summary>
internal static class FaultReader
{
    /// <summary>Characters of a provider's message that are kept.</summary>
    internal const int MessageLimit = 2000;

    private static readonly System.Buffers.SearchValues<char> AfterLink = System.Buffers.SearchValues.Create(" \t\r\n\"<>)");

    private static readonly string[] Objects =
        ["previous response", "response with id", "file with id", "no such file", "cached content", "cachedContent", "container", "conversation with id", "vector store"];

    /// <summary>The fault of an error answer.</summary>
    /// <param name="status">The HTTP status; 0 where the error came inside a stream or a 200 answer.</param>
    /// <param name="body">The bytes, whatever they are.</param>
    internal static Fault Read(int status, ReadOnlySpan<byte> body)
    {
        var error = ErrorBodyReader.Read(body);
        var kind = FaultClassifier.Classify(status, error);
        return new Fault
        {
            Kind = kind,
            Message = Sentence(status, error),
            UpstreamStatus = status == 0 ? error.Status : status,
            Type = error.Type,
            Code = kind == FaultKind.NotFound && (error.Code is null || IsAboutModel(error) || error.Message?.Contains("model", StringComparison.OrdinalIgnoreCase) == true) && !IsAboutObject(error)
                ? FaultCodes.ModelNotFound
                : error.Code,
            Param = error.Param,
            RetryAfter = error.RetryAfter ?? (error.Message is { } text && kind is not (FaultKind.InvalidRequest or FaultKind.NotFound)
                ? DurationText.Find(text)
                : null),
            Link = kind == FaultKind.Permission ? error.Link ?? LinkIn(error.Message) : null,
            Limit = error.Quotas.Count > 0 ? string.Join(", ", error.Quotas.Distinct(StringComparer.Ordinal)) : null,
        };
    }

    /// <summary>The fault inside a body that came with status 200, or null where it is a real answer.</summary>
    internal static Fault? ReadHidden(ReadOnlySpan<byte> body)
    {
        var text = body.Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return new Fault { Kind = FaultKind.Upstream, Message = "The provider answered with an empty body (status 200).", UpstreamStatus = 200 };
        }

        if (StartsWithTag(text, "<!doctype"u8) || StartsWithTag(text, "<html"u8))
        {
            return Read(200, text);
        }

        // The first object of an array answers for the whole.
        var json = text[0] == (byte)'[' ? text[1..].TrimStart(" \t\r\n"u8) : text;
        if (text[0] is (byte)'{' or (byte)'[')
        {
            return JsonScan.Mentions(json, "\"error\""u8) && HasError(json) ? Read(200, text) : null;
        }

        return (text.StartsWith("data:"u8) || text.StartsWith("event:"u8)) && IsErrorFrame(text) ? Read(200, text) : null;
    }

    /// <summary>The fault of one stream event, or null where it has no top-level <c>error</c> that says something.</summary>
    internal static Fault? ReadEvent(ReadOnlySpan<byte> data) =>
        JsonScan.Mentions(data, "\"error\""u8) && HasError(data) ? Read(0, data) : null;

    private static bool IsErrorFrame(ReadOnlySpan<byte> text)
    {
        var frames = new SseFrameReader();
        return frames.TryRead(text, endOfInput: true, out var frame, out _) && HasError(frame.Data);
    }

    private static bool HasError(ReadOnlySpan<byte> json) => JsonScan.TryFind(json, "error"u8, out var error)
        && error[0] is (byte)'{' or (byte)'"'
        && !error.SequenceEqual("\"\""u8)
        && !error.SequenceEqual("{}"u8);

    private static bool StartsWithTag(ReadOnlySpan<byte> text, ReadOnlySpan<byte> tag) =>
        text.Length >= tag.Length && System.Text.Ascii.EqualsIgnoreCase(text[..tag.Length], tag);

    private static string Sentence(int status, ErrorBody error)
    {
        var place = status == 0 ? "" : $" (status {status})";
        if (error.IsHtml)
        {
            return $"The provider answered an HTML page{place}.";
        }

        var message = error.Message?.Trim();
        if (string.IsNullOrEmpty(message))
        {
            var word = error.Code ?? error.Type;
            return word is null ? $"The provider answered with an error and no message{place}." : $"The provider answered {word}{place}.";
        }

        if (message.Length <= MessageLimit)
        {
            return message;
        }

        var cut = char.IsHighSurrogate(message[MessageLimit - 1]) ? MessageLimit - 1 : MessageLimit;
        return message[..cut];
    }

    private static bool IsAboutModel(ErrorBody error) =>
        error.Param == "model"
        || (error.Message is { } text && (text.StartsWith("model:", StringComparison.Ordinal) || text.StartsWith("models/", StringComparison.Ordinal)));

    // Something of the client's own that the provider does not know, be it a response, a file or a cache.
    private static bool IsAboutObject(ErrorBody error) => !IsAboutModel(error) && error.Message is { } text
        && (error.Code == "previous_response_not_found" || Array.Exists(Objects, word => text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    // A 403 with a page to visit waits for a person where it asks to verify something; other links only explain.
    private static string? LinkIn(string? text)
    {
        if (text is null || !text.Contains("verif", StringComparison.OrdinalIgnoreCase) || text.IndexOf("https://", StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return null;
        }

        var link = text.AsSpan(at);
        var end = link.IndexOfAny(AfterLink);
        return (end < 0 ? link : link[..end]).TrimEnd(".,;").ToString();
    }
}
