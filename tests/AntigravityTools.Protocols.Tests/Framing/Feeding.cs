using System.Text;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Tests.Framing;

/// <summary>Feeds bytes to a frame reader in pieces, as a socket would, and keeps copies of the frames.</summary>
internal static class Feeding
{
    internal sealed record Seen(string EventType, string Data, int Consumed);

    /// <summary>Feeds pieces that end at the given offsets; the last piece goes to the end.</summary>
    internal static List<Seen> Read(IFrameReader reader, ReadOnlySpan<byte> bytes, params ReadOnlySpan<int> cuts)
    {
        var seen = new List<Seen>();
        var start = 0;
        for (var i = 0; i <= cuts.Length; i++)
        {
            var end = i < cuts.Length ? cuts[i] : bytes.Length;
            Drain(reader, bytes[..end], endOfInput: i == cuts.Length, ref start, seen);
        }

        return seen;
    }

    /// <summary>Feeds one more byte each time: every cut at once.</summary>
    internal static List<Seen> ReadByteByByte(IFrameReader reader, ReadOnlySpan<byte> bytes)
    {
        var seen = new List<Seen>();
        var start = 0;
        for (var end = 1; end <= bytes.Length; end++)
        {
            Drain(reader, bytes[..end], endOfInput: false, ref start, seen);
        }

        Drain(reader, bytes, endOfInput: true, ref start, seen);
        return seen;
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static void Drain(IFrameReader reader, ReadOnlySpan<byte> bytes, bool endOfInput, ref int start, List<Seen> seen)
    {
        while (reader.TryRead(bytes[start..], endOfInput, out var frame, out var consumed))
        {
            Assert.InRange(consumed, 1, bytes.Length - start);
            seen.Add(new Seen(Encoding.UTF8.GetString(frame.EventType), Encoding.UTF8.GetString(frame.Data), consumed));
            start += consumed;
        }
    }
}
