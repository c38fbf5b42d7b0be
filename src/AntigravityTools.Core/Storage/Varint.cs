namespace AntigravityTools.Core.Storage;

/// <summary>Whole numbers in as few bytes as they need: seven bits each, the lowest first (LEB128).</summary>
public static class Varint
{
    /// <summary>The most bytes that a number takes.</summary>
    public const int Longest = 10;

    /// <summary>Writes a number; returns how many bytes it took.</summary>
    public static int Write(Span<byte> target, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[length++] = (byte)(value | 0x80);
        }

        target[length++] = (byte)value;
        return length;
    }

    /// <summary>Takes a number off the start.</summary>
    /// <exception cref="InvalidDataException">The bytes end within a number.</exception>
    public static ulong Read(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var at = 0; at < Math.Min(bytes.Length, Longest); at++)
        {
            value |= (ulong)(bytes[at] & 0x7F) << (7 * at);
            if (bytes[at] < 0x80)
            {
                bytes = bytes[(at + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("Stored bytes end in the middle of a number.");
    }

    /// <summary>Makes a number that may be negative one that is not: 0, -1, 1, -2 and so on become 0, 1, 2, 3.</summary>
    public static ulong Fold(long value) => (ulong)((value << 1) ^ (value >> 63));

    /// <summary>The number that <see cref="Fold"/> took.</summary>
    public static long Unfold(ulong folded) => (long)(folded >> 1) ^ -(long)(folded & 1);
}
