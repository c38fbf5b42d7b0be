using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AntigravityTools.Core.Conversations;

/// <summary>Hashes of what opaque reasoning signs: the same call or text hashes alike however a client re-spells its JSON.</summary>
internal static class ContentKey
{
    private const ulong Basis = 14695981039346656037UL;
    private const ulong Prime = 1099511628211UL;

    /// <summary>A call, by its tool and arguments: white space, escapes and number spelling of the arguments do not count.</summary>
    public static ulong OfCall(ulong scope, string name, ReadOnlySpan<byte> arguments)
    {
        var hash = Add(Add(scope, name), 1);
        try
        {
            var reader = new Utf8JsonReader(arguments);
            while (reader.Read())
            {
                hash = Add(hash, (byte)reader.TokenType);
                hash = reader.TokenType switch
                {
                    JsonTokenType.String or JsonTokenType.PropertyName => Add(hash, reader.GetString()!),
                    JsonTokenType.Number => Add(hash, BitConverter.DoubleToInt64Bits(reader.GetDouble())),
                    _ => hash,
                };
            }

            return hash;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Arguments that were cut at the output limit are bound byte for byte.
            return Add(Add(Add(scope, name), 2), arguments);
        }
    }

    /// <summary>A call, by the id that its client carries.</summary>
    public static ulong OfCallId(ulong scope, string id) => Add(Add(scope, 3), id);

    /// <summary>A text.</summary>
    public static ulong OfText(ulong scope, string text) => Add(Add(scope, 4), text);

    /// <summary>The scope of one client key: nothing is shared between two.</summary>
    public static ulong Scope(string? clientKey) => Add(Basis, clientKey ?? "");

    private static ulong Add(ulong hash, string text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return Add(hash, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var unit in bytes)
        {
            hash = (hash ^ unit) * Prime;
        }

        return (hash ^ (ulong)bytes.Length) * Prime;
    }

    private static ulong Add(ulong hash, long value)
    {
        for (var shift = 0; shift < 64; shift += 8)
        {
            hash = (hash ^ (byte)(value >> shift)) * Prime;
        }

        return hash;
    }
}
