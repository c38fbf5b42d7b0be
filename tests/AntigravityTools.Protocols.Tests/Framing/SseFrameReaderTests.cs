using AntigravityTools.Protocols.Framing;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Framing;

public sealed class SseFrameReaderTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n")]
    [InlineData("data: a\r\rdata: b\r\r")]
    [InlineData("data:a\n\ndata:b\n\n")]
    [InlineData("\uFEFFdata: a\n\ndata: b\n\n")]
    [InlineData("id: 7\ndata: a\n\nretry: 5\ndata: b\n\n")]
    [InlineData("data: a\n\n: note\ndata: b\n\n")]
    [InlineData("data: a\n\ndata: b")]
    [InlineData("data: a\n\ndata: b\n")]
    [InlineData("data: a\r\n\r\ndata: b\r\n")]
    [InlineData("data: a\r\rdata: b\r")]
    public void AnyLegalForm_GivesTheSameFramesCutAnywhere(string text)
    {
        var bytes = Feeding.Utf8(text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var seen = Feeding.Read(new SseFrameReader(), bytes, cut);
            Assert.Equal(["a", "b"], seen.Select(static frame => frame.Data).Where(static data => data.Length > 0));
            Assert.Equal(bytes.Length, seen.Sum(static frame => frame.Consumed));
        }

        Assert.Equal(["a", "b"], Feeding.ReadByteByByte(new SseFrameReader(), bytes).Select(static f => f.Data).Where(static d => d.Length > 0));
    }

    [Fact]
    public void EventNameAndSeveralDataLines_AreJoined()
    {
        var bytes = Feeding.Utf8("event: one\ndata: {\ndata: \"é\"}\ndata\n\nevent: two\ndata: x\n\n");

        var seen = Feeding.ReadByteByByte(new SseFrameReader(), bytes);

        Assert.Equal([("one", "{\n\"é\"}\n"), ("two", "x")], seen.Select(static f => (f.EventType, f.Data)));
    }

    [Fact]
    public void CommentAlone_IsAFrameWithoutData()
    {
        var seen = Feeding.Read(new SseFrameReader(), Feeding.Utf8(": OPENROUTER PROCESSING\n\ndata: x\n\n"));

        Assert.Equal(["", "x"], seen.Select(static f => f.Data));
    }

    [Fact]
    public void BareCarriageReturns_DoNotHoldTheFrameBack()
    {
        var reader = new SseFrameReader();

        Assert.True(reader.TryRead("data: a\r\r"u8, endOfInput: false, out var frame, out var consumed));
        Assert.Equal("a"u8, frame.Data);
        Assert.Equal(9, consumed);

        // The LF belongs to the frame that went out; it is not a blank line of its own.
        Assert.True(reader.TryRead("\ndata: b\n\n"u8, endOfInput: false, out frame, out consumed));
        Assert.Equal("b"u8, frame.Data);
        Assert.Equal(10, consumed);
    }

    [Fact]
    public void HalfOfCrLf_WaitsForTheOtherHalf()
    {
        var reader = new SseFrameReader();

        Assert.False(reader.TryRead("data: a\r\n\r"u8, endOfInput: false, out _, out _));
        Assert.True(reader.TryRead("data: a\r\n\r\n"u8, endOfInput: false, out var frame, out var consumed));
        Assert.Equal("a"u8, frame.Data);
        Assert.Equal(11, consumed);
    }

    [Fact]
    public void SingleDataLine_AllocatesNothing()
    {
        var reader = new SseFrameReader();
        var bytes = Feeding.Utf8("event: x\ndata: {\"a\":1}\n\n");
        reader.TryRead(bytes, false, out _, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            reader.TryRead(bytes, false, out _, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void LongFrameInSmallPieces_IsScannedOnce()
    {
        var bytes = Feeding.Utf8("data: " + new string('x', 400_000) + "\n\n");

        // Rescanning would touch 80 GB here.
        Assert.Single(Feeding.ReadByteByByte(new SseFrameReader(), bytes));
    }

    [Fact]
    public void RandomBytes_GiveTheSameFramesHoweverTheyAreCut() =>
        Gen.Select(Gen.OneOf((byte)'\r', (byte)'\n', (byte)'d', (byte)':', (byte)' ', (byte)0xEF).Array[0, 40], Gen.Int[0, 40])
            .Sample((bytes, cut) =>
            {
                var whole = Feeding.Read(new SseFrameReader(), bytes);
                var pieces = Feeding.ReadByteByByte(new SseFrameReader(), bytes);
                var halves = Feeding.Read(new SseFrameReader(), bytes, Math.Min(cut, bytes.Length));
                return whole.Sum(static f => f.Consumed) == bytes.Length
                    && pieces.Sum(static f => f.Consumed) == bytes.Length
                    && halves.Sum(static f => f.Consumed) == bytes.Length;
            });
}
