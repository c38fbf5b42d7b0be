using System.Buffers.Binary;

namespace AntigravityTools.Core.Records;

/// <summary>The form of request ids: 48 bits of milliseconds, 16 of sequence, 64 of randomness. They sort by time as plain text.</summary>
public static class RequestId
{
    private const string Prefix = "req_";
    private const int Length = 30;

    // Ten characters hold the 48 bits of the time, and two that follow.
    private const int TimeCharacters = 10;
    private const int BitsThatFollow = 2;

    /// <summary>The id of a request that started at an instant.</summary>
    internal static string Of(DateTimeOffset startedAt, ushort sequence, ulong random)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)startedAt.ToUnixTimeMilliseconds() << 16) | sequence);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], random);
        return Base32.Encode(Prefix, bytes);
    }

    /// <summary>The millisecond in which the request of an id started; null where the gateway did not mint it.</summary>
    public static DateTimeOffset? StartOf(string id)
    {
        if (id.Length != Length || !id.StartsWith(Prefix, StringComparison.Ordinal) || Base32.Decode(id.AsSpan(Prefix.Length, TimeCharacters)) is not { } bits)
        {
            return null;
        }

        var milliseconds = bits >> BitsThatFollow;
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
