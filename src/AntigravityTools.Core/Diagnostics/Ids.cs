using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AntigravityTools.Core.Diagnostics;

/// <summary>Mints ids. Request ids sort by time as plain text: 48 bits of milliseconds, 16 of sequence, 64 of randomness.</summary>
public sealed class Ids
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const string RequestPrefix = "req_";
    private const int RequestIdLength = 30;
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _random = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private int _sequence;

    /// <summary>A new id, <c>req_</c> and 26 characters, of a request that started at an instant; greater than any of a millisecond earlier.</summary>
    public string NewRequestId(DateTimeOffset startedAt)
    {
        Span<byte> bytes = stackalloc byte[16];
        var stamp = ((ulong)startedAt.ToUnixTimeMilliseconds() << 16) | (ushort)Interlocked.Increment(ref _sequence);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, stamp);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], NextRandom());
        return Encode(RequestPrefix, bytes);
    }

    /// <summary>The millisecond in which the request of an id started; null where the id was not minted here.</summary>
    public static DateTimeOffset? TimeOf(string requestId)
    {
        if (requestId.Length != RequestIdLength || !requestId.StartsWith(RequestPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        // Ten characters of five bits hold the 48 of the time, and two that follow.
        long bits = 0;
        foreach (var character in requestId.AsSpan(RequestPrefix.Length, 10))
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            bits = (bits << 5) | (uint)value;
        }

        var milliseconds = bits >> 2;
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    /// <summary>A new account id, <c>acc_</c> and 16 characters.</summary>
    public static string NewAccountId()
    {
        Span<byte> bytes = stackalloc byte[10];
        RandomNumberGenerator.Fill(bytes);
        return Encode("acc_", bytes);
    }

    /// <summary>A new id of a sign-in, <c>oas_</c> and 26 characters.</summary>
    public static string NewSessionId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return Encode("oas_", bytes);
    }

    /// <summary>A new W3C trace id: 32 hex digits, not all zero.</summary>
    public string NewTraceId()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, NextRandom());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], NextRandom());
        bytes[15] |= 1;
        return Convert.ToHexStringLower(bytes);
    }

    // SplitMix64 from a secret start: ids must differ and look random, they need not be unguessable.
    private ulong NextRandom()
    {
        var mixed = Interlocked.Add(ref _random, Step);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
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
