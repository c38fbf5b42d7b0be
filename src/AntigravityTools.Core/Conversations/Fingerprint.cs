using System.Buffers.Binary;
using System.Runtime.InteropServices;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Conversations;

/// <summary>128 bits over several texts, at memory speed. Tells conversations apart; protects nothing.</summary>
internal struct Fingerprint(ulong seed)
{
    private const ulong One = 0xA0761D6478BD642F;
    private const ulong Two = 0xE7037ED1A0B428DB;
    private const ulong Three = 0x8EBC6AF09C88C6E3;
    private ulong _high = seed ^ One;
    private ulong _low = seed ^ Two;

    /// <summary>Adds a text; its length counts, so that two texts never read as one.</summary>
    public void Add(ReadOnlySpan<char> text) => Add(MemoryMarshal.AsBytes(text));

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var length = (ulong)bytes.Length;
        while (bytes.Length >= 16)
        {
            Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            bytes = bytes[16..];
        }

        Span<byte> rest = stackalloc byte[16];
        rest.Clear();
        bytes.CopyTo(rest);
        Mix(BinaryPrimitives.ReadUInt64LittleEndian(rest), BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
        Mix(length, Three);
    }

    /// <summary>The result.</summary>
    public readonly ConversationId ToId() => new(_high, _low);

    private void Mix(ulong one, ulong two)
    {
        var high = Math.BigMul(_high ^ one ^ One, two ^ Three, out var low);
        var otherHigh = Math.BigMul(_low ^ two ^ Two, one ^ One, out var otherLow);
        _high = high ^ low ^ otherLow;
        _low = otherHigh ^ otherLow ^ (low + One);
    }
}
