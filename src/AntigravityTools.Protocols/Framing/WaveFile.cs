using System.Buffers;
using System.Buffers.Binary;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Puts raw samples into a WAV file: the RIFF header of 16-bit PCM (Multimedia Programming Interface 1.0, 1991).</summary>
internal static class WaveFile
{
    private const int HeaderBytes = 44;
    private const int BytesPerSample = 2;

    /// <param name="samples">Signed 16-bit samples, little-endian, channels interleaved.</param>
    /// <param name="rate">Samples per second and channel.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="output">Takes the file.</param>
    internal static void Write(ReadOnlySpan<byte> samples, int rate, short channels, IBufferWriter<byte> output)
    {
        var header = output.GetSpan(HeaderBytes)[..HeaderBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], HeaderBytes - 8 + samples.Length);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], rate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], rate * channels * BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], (short)(channels * BytesPerSample));
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 8 * BytesPerSample);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], samples.Length);
        output.Advance(HeaderBytes);
        output.Write(samples);
    }
}
