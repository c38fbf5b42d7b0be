using System.Buffers.Binary;
using System.Text;

namespace AntigravityTools.Protocols.Translation;

/// <summary>
/// Marks opaque reasoning state (signatures, encrypted reasoning) with the account that made it, so that a client of another protocol can
/// carry it and nobody but its owner ever gets it back (protocols.md §2.3). The mark is base64, as Gemini's clients demand of a signature.
/// </summary>
public static class OwnerTag
{
    private const int HeadLength = 6 + 1 + 8;

    /// <summary>The first characters of every marked value, as they stand in JSON.</summary>
    public static ReadOnlySpan<byte> Prefix => "QUdUAQAB"u8;

    private static ReadOnlySpan<byte> Magic => [(byte)'A', (byte)'G', (byte)'T', 1, 0, 1];

    /// <summary>The number that stands for an account speaking a protocol.</summary>
    public static ulong OwnerOf(string accountId, Model.Protocol protocol)
    {
        // FNV-1a, 64 bit: stable over processes, and nothing of the account can be read from it.
        var hash = 14695981039346656037UL;
        foreach (var unit in Encoding.UTF8.GetBytes(accountId))
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        return (hash ^ (ulong)protocol) * 1099511628211UL;
    }

    /// <summary>Marks a value.</summary>
    public static string Wrap(ulong owner, bool redacted, string value)
    {
        var bytes = new byte[HeadLength + Encoding.UTF8.GetByteCount(value)];
        Magic.CopyTo(bytes);
        bytes[6] = redacted ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(7), owner);
        Encoding.UTF8.GetBytes(value, bytes.AsSpan(HeadLength));
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Takes a mark off; false where the value has none.</summary>
    public static bool TryUnwrap(string marked, out ulong owner, out bool redacted, out string value)
    {
        (owner, redacted, value) = (0, false, "");
        if (!marked.StartsWith("QUdUAQAB", StringComparison.Ordinal))
        {
            return false;
        }

        var bytes = new byte[(marked.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(marked, bytes, out var length) || length < HeadLength)
        {
            return false;
        }

        redacted = bytes[6] == 1;
        owner = BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(7));
        value = Encoding.UTF8.GetString(bytes, HeadLength, length - HeadLength);
        return true;
    }
}
