using System.Buffers;

namespace AntigravityTools.Server.Requests;

/// <summary>The W3C <c>traceparent</c> header (Trace Context, level 2, §3.2).</summary>
internal static class TraceParent
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private const int TraceAt = 3;
    private const int TraceLength = 32;
    private const int Length = 55;

    /// <summary>The trace id in a header, or null where the header is none that counts.</summary>
    public static string? TraceIdOf(string? header)
    {
        if (header is null || header.Length < Length || header[2] != '-' || header[35] != '-' || header[52] != '-' || header.StartsWith("ff", StringComparison.Ordinal))
        {
            return null;
        }

        var trace = header.AsSpan(TraceAt, TraceLength);
        return trace.ContainsAnyExcept(LowerHex) || !trace.ContainsAnyExcept('0') ? null : trace.ToString();
    }
}
