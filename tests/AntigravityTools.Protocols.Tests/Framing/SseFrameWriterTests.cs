using System.Buffers;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Tests.Framing;

public sealed class SseFrameWriterTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    [Fact]
    public void EventWithSeveralLines_RepeatsData()
    {
        SseFrameWriter.Write(_output, "ping"u8, "a\nb"u8);

        Assert.Equal("event: ping\ndata: a\ndata: b\n\n"u8, _output.WrittenSpan);
    }

    [Fact]
    public void Google_GetsCrLf()
    {
        SseFrameWriter.WriteCrLf(_output, "{}"u8);

        Assert.Equal("data: {}\r\n\r\n"u8, _output.WrittenSpan);
    }

    [Fact]
    public void Comment_IsAFrameOfItsOwn()
    {
        SseFrameWriter.WriteComment(_output, "keep-alive"u8);

        Assert.Equal(": keep-alive\n\n"u8, _output.WrittenSpan);
    }
}
