using System.Text;
using System.Text.Json;

namespace AntigravityTools.Protocols.Framing;

/// <summary>
/// Takes the provider's error out of the text of a proxy's own: several of them pass the whole JSON on as their message, some with words
/// before it. A person reads the innermost sentence; its words say what it means.
/// </summary>
internal static class ErrorBodyUnwrap
{
    private const int MostLevels = 4;
    private static readonly System.Buffers.SearchValues<char> Joints = System.Buffers.SearchValues.Create(" \t\r\n-:");

    /// <summary>Opens what is wrapped, level by level.</summary>
    /// <param name="error">The outer error, which takes over what the inner one says.</param>
    internal static void Apply(ErrorBody error)
    {
        if (error.Raw is { } raw)
        {
            error.Message = error.Message is null ? raw : $"{error.Message}: {raw}";
        }

        for (var level = 0; level < MostLevels && error.Message is { } message && TryRead(message, out var words, out var inner); level++)
        {
            error.Message = words.Length == 0 ? inner.Message : $"{words}: {inner.Message}";
            error.Type = inner.Type ?? error.Type;
            error.Code = inner.Code ?? error.Code;
            error.Param ??= inner.Param;
            error.Status ??= inner.Status;
            error.RetryAfter ??= inner.RetryAfter;
            error.Link ??= inner.Link;
            error.Quotas.AddRange(inner.Quotas);
        }
    }

    // Only JSON to the text's end that has a message of its own: a schema or a body that a sentence quotes stays where it is.
    private static bool TryRead(string message, out string words, out ErrorBody inner)
    {
        (words, inner) = ("", new ErrorBody());
        var text = message.AsSpan().Trim();
        var start = text.IndexOfAny('{', '[');
        if (start < 0 || text[^1] is not ('}' or ']'))
        {
            return false;
        }

        var json = Encoding.UTF8.GetBytes(text[start..].ToString());
        if (!JsonScan.IsWhole(json))
        {
            return false;
        }

        ErrorBodyReader.ReadJson(json, inner);
        if (inner.Message is not { Length: > 0 } found || JsonScan.Text(json, "message"u8) is null && !inner.IsError || found.Length >= text.Length - start)
        {
            return false;
        }

        var before = text[..start];
        var end = before.LastIndexOfAnyExcept(Joints);
        words = before[..(end + 1)].ToString();
        return true;
    }
}
