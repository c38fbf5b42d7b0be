using System.Text;

namespace AntigravityTools.Protocols.Tests.Fuzz;

/// <summary>Damages inputs, the same way for the same seed: bytes, whole pieces, and values or names that readers look for.</summary>
internal sealed class Mutator(int seed)
{
    private const int MostBytes = 20_000;

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "null", "true", "{}", "[]", "\"\"", "-0", "1e999", "99999999999999999999", "-1", "[null]", "[[]]", "{\"\":null}", "\"\\ud83d\"", "\"\\u0000\"", "\\", "\"", "{", "}", "[", "]", ",", ":",
            "\"type\":", "\"role\":", "\"content\":", "\"parts\":", "\"text\":", "\"error\":", "\"index\":", "\"id\":", "\"tool_calls\":", "\"functionCall\":", "\"input\":", "\"arguments\":\"{\"",
            "\"usage\":", "\"message\":", "\"delta\":", "\"response\":", "\"candidates\":", "\"choices\":", "data: ", "event: error\n", "\r\n\r\n", "\n\n", "\r", ": ka\n\n", "data: [DONE]\n\n", "\uFEFF",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0],
    ];

    private readonly Random _random = new(seed);

    /// <summary>One of the seeds, damaged once or several times.</summary>
    internal byte[] Next(IReadOnlyList<byte[]> seeds)
    {
        var bytes = seeds[_random.Next(seeds.Count)];
        for (var times = 1 + _random.Next(4); times > 0; times--)
        {
            bytes = Change(bytes, seeds[_random.Next(seeds.Count)]);
        }

        return bytes.Length > MostBytes ? bytes[..MostBytes] : bytes;
    }

    private byte[] Change(byte[] bytes, byte[] other)
    {
        var (start, end) = Range(bytes, 60);
        switch (_random.Next(8))
        {
            case 0 when bytes.Length > 0:
                var flipped = bytes.ToArray();
                flipped[_random.Next(flipped.Length)] ^= (byte)(1 << _random.Next(8));
                return flipped;
            case 1:
                return [.. bytes[..start], .. bytes[end..]];
            case 2:
                return [.. bytes[..end], .. bytes[start..]];
            case 3:
                return bytes[..start];
            case 4:
                var (from, to) = Range(other, 400);
                return [.. bytes[..start], .. other[from..to], .. bytes[end..]];
            case 5:
                return [.. bytes[..start], .. Words[_random.Next(Words.Length)], .. bytes[start..]];
            default:
                return SwapValue(bytes);
        }
    }

    // The text between a colon and what ends a value there: mostly one whole value.
    private byte[] SwapValue(byte[] bytes)
    {
        var at = Array.IndexOf(bytes, (byte)':', bytes.Length == 0 ? 0 : _random.Next(bytes.Length));
        if (at < 0)
        {
            return bytes;
        }

        var length = bytes.AsSpan(at + 1).IndexOfAny(",}]\n"u8);
        return length < 0 ? bytes : [.. bytes[..(at + 1)], .. Words[_random.Next(Words.Length)], .. bytes[(at + 1 + length)..]];
    }

    private (int Start, int End) Range(byte[] bytes, int most)
    {
        var start = _random.Next(bytes.Length + 1);
        return (start, Math.Min(bytes.Length, start + _random.Next(1, most)));
    }
}
