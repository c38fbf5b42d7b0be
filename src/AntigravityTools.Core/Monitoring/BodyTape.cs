using System.Buffers;

namespace AntigravityTools.Core.Monitoring;

/// <summary>The first bytes of a body, copied while it passes.</summary>
internal sealed class BodyTape(int most)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>How much passed in all.</summary>
    public long Length { get; private set; }

    /// <summary>What was kept.</summary>
    public ReadOnlySpan<byte> Kept => _bytes.WrittenSpan;

    /// <summary>True where more passed than was kept.</summary>
    public bool IsCut => Length > _bytes.WrittenCount;

    /// <summary>Copies what still fits.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        var room = most - _bytes.WrittenCount;
        if (room > 0)
        {
            _bytes.Write(bytes[..Math.Min(room, bytes.Length)]);
        }
    }
}
