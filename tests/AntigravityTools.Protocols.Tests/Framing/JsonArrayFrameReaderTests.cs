using AntigravityTools.Protocols.Framing;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Framing;

public sealed class JsonArrayFrameReaderTests
{
    private const string Two = "[{\"a\":\"]}\\\"[\\\\\"}\n,\r\n {\"b\":[1,{\"é\":{}}]}\n]\n";

    [Fact]
    public void Elements_AreFoundCutAnywhere()
    {
        var bytes = Feeding.Utf8(Two);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var seen = Feeding.Read(new JsonArrayFrameReader(), bytes, cut);
            Assert.Equal(["{\"a\":\"]}\\\"[\\\\\"}", "{\"b\":[1,{\"é\":{}}]}"], seen.Select(static f => f.Data).Where(static d => d.Length > 0));
            Assert.Equal(bytes.Length, seen.Sum(static f => f.Consumed));
        }

        Assert.Equal(2, Feeding.ReadByteByByte(new JsonArrayFrameReader(), bytes).Count(static f => f.Data.Length > 0));
    }

    [Fact]
    public void ClosingBracket_IsAFrameAtOnce()
    {
        var reader = new JsonArrayFrameReader();

        Assert.True(reader.TryRead("[{}"u8, false, out _, out var consumed));
        Assert.Equal(3, consumed);
        Assert.True(reader.TryRead("]"u8, false, out var frame, out consumed));
        Assert.True(frame.Data.IsEmpty);
        Assert.Equal(1, consumed);
    }

    [Fact]
    public void ErrorObjectInsteadOfAnArray_IsOneFrame()
    {
        var seen = Feeding.Read(new JsonArrayFrameReader(), "{\"error\":{\"code\":404}}\n"u8);

        Assert.Equal("{\"error\":{\"code\":404}}", seen[0].Data);
    }

    [Fact]
    public void CutElement_CountsAtTheEndOfInput() =>
        Assert.Equal(["{}", "{\"a"], Feeding.Read(new JsonArrayFrameReader(), "[{},{\"a"u8).Select(static f => f.Data));

    [Fact]
    public void RandomBytes_AreAllConsumed() =>
        Gen.OneOf("[]{},\"\\ 1x"u8.ToArray()).Array[0, 60].Sample(bytes =>
            Feeding.Read(new JsonArrayFrameReader(), bytes).Sum(static f => f.Consumed) == bytes.Length
            && Feeding.ReadByteByByte(new JsonArrayFrameReader(), bytes).Sum(static f => f.Consumed) == bytes.Length);
}
