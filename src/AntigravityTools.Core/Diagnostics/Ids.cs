using System.Buffers.Binary;
using System.Security.Cryptography;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Diagnostics;

/// <summary>Mints ids.</summary>
public sealed class Ids
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _random = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private int _sequence;

    /// <summary>A new id, <c>req_</c> and 26 characters, of a request that started at an instant; greater than any of a millisecond earlier.</summary>
    public string NewRequestId(DateTimeOffset startedAt) => RequestId.Of(startedAt, (ushort)Interlocked.Increment(ref _sequence), NextRandom());

    /// <summary>A new account id, <c>acc_</c> and 16 characters.</summary>
    public static string NewAccountId()
    {
        Span<byte> bytes = stackalloc byte[10];
        RandomNumberGenerator.Fill(bytes);
        return Base32.Encode("acc_", bytes);
    }

    /// <summary>A new id of a sign-in, <c>oas_</c> and 26 characters.</summary>
    public static string NewSessionId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return Base32.Encode("oas_", bytes);
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
}
