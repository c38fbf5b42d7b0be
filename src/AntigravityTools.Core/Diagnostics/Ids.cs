using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AntigravityTools.Core.Diagnostics;

/// <summary>Mints ids. Request ids sort by time as plain text: 48 bits of milliseconds, 16 of sequence, 64 of randomness.</summary>
public sealed class Ids(TimeProvider time)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private int _sequence;

    /// <summary>A new request id, <c>req_</c> and 26 characters, greater than any minted a millisecond earlier.</summary>
    public string NewRequestId()
    {
        Span<byte> bytes = stackalloc byte[16];
        var stamp = ((ulong)time.GetUtcNow().ToUnixTimeMilliseconds() << 16) | (ushort)Interlocked.Increment(ref _sequence);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, stamp);
        RandomNumberGenerator.Fill(bytes[8..]);
        return Encode("req_", bytes);
    }

    /// <summary>A new account id, <c>acc_</c> and 16 characters.</summary>
    public static string NewAccountId()
    {
        Span<byte> bytes = stackalloc byte[10];
        RandomNumberGenerator.Fill(bytes);
        return Encode("acc_", bytes);
    }

    /// <summary>A new W3C trace id: 32 hex digits, not all zero.</summary>
    public static string NewTraceId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[15] |= 1;
        return Convert.ToHexStringLower(bytes);
    }

    private static string Encode(string prefix, ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[prefix.Length + ((bytes.Length * 8) + 4) / 5];
        prefix.CopyTo(text);
        int at = prefix.Length, bits = 0;
        uint pending = 0;
        foreach (var value in bytes)
        {
            pending = (pending << 8) | value;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text[at++] = Alphabet[(int)(pending >> bits) & 31];
            }
        }

        if (bits > 0)
        {
            text[at] = Alphabet[(int)(pending << (5 - bits)) & 31];
        }

        return new string(text);
    }
}
