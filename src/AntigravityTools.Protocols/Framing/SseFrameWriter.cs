using System.Buffers;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Writes server-sent events. Data that holds line feeds becomes several <c>data:</c> lines, as the format demands.</summary>
public static class SseFrameWriter
{
    /// <summary>Writes <c>event:</c> and <c>data:</c> lines with LF.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        output.Write("event: "u8);
        output.Write(eventType);
        output.Write("\n"u8);
        Write(output, data);
    }

    /// <summary>Writes <c>data:</c> lines with LF.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> data) => WriteData(output, data, "\n"u8);

    /// <summary>Writes <c>data:</c> lines with CRLF, as Google does.</summary>
    public static void WriteCrLf(IBufferWriter<byte> output, ReadOnlySpan<byte> data) => WriteData(output, data, "\r\n"u8);

    /// <summary>Writes a comment as a frame of its own; clients ignore it, and proxies see life.</summary>
    public static void WriteComment(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        output.Write(": "u8);
        output.Write(text);
        output.Write("\n\n"u8);
    }

    private static void WriteData(IBufferWriter<byte> output, ReadOnlySpan<byte> data, ReadOnlySpan<byte> lineEnd)
    {
        int at;
        while ((at = data.IndexOf((byte)'\n')) >= 0)
        {
            WriteLine(output, data[..at], lineEnd);
            data = data[(at + 1)..];
        }

        WriteLine(output, data, lineEnd);
        output.Write(lineEnd);
    }

    private static void WriteLine(IBufferWriter<byte> output, ReadOnlySpan<byte> line, ReadOnlySpan<byte> lineEnd)
    {
        output.Write("data: "u8);
        output.Write(line);
        output.Write(lineEnd);
    }
}
