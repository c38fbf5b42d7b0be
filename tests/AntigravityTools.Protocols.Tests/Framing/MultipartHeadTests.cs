using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Framing;

public sealed class MultipartHeadTests
{
    private const string Type = "multipart/form-data; boundary=\"--b 1\"";

    private const string Form =
        "----b 1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"model\"\r\nContent-Type: audio/wav\r\n\r\n"
        + "RIFF ----b 1 \r\n\r\n\r\n"
        + "----b 1\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n"
        + "----b 1\r\ncontent-disposition: form-data; name=stream\r\n\r\ntrue\r\n----b 1--\r\n";

    [Fact]
    public void ModelAndStream_AreFound()
    {
        var head = MultipartHead.Read(Type, Encoding.UTF8.GetBytes(Form));

        Assert.Null(head.Fault);
        Assert.Equal("whisper-1", head.Model);
        Assert.Equal("whisper-1", Form[head.ModelValue]);
        Assert.True(head.Stream);
    }

    [Theory]
    [InlineData(null, Form)]
    [InlineData("multipart/form-data", Form)]
    [InlineData("application/json; boundary=x", Form)]
    [InlineData(Type, "")]
    [InlineData(Type, "----b 1\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n")]
    [InlineData(Type, "----b 1\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n----b 1--")]
    public void NoWholeForm_IsAFault(string? type, string body) =>
        Assert.Equal(FaultKind.InvalidRequest, MultipartHead.Read(type, Encoding.UTF8.GetBytes(body)).Fault?.Kind);

    [Fact]
    public void CutAnywhere_IsAFaultAndNeverThrows()
    {
        var bytes = Encoding.UTF8.GetBytes(Form);
        for (var cut = 0; cut < bytes.Length - 4; cut++)
        {
            Assert.NotNull(MultipartHead.Read(Type, bytes.AsSpan(0, cut)).Fault);
        }
    }

    [Fact]
    public void RandomBytes_NeverThrow() =>
        Gen.OneOf("--b", "\r\n", "\r\n\r\n", "Content-Disposition: form-data; name=\"model\"", "x", "--", "").Array[0, 14]
            .Sample(static parts => MultipartHead.Read("multipart/form-data; boundary=b", Encoding.UTF8.GetBytes(string.Concat(parts))) is not null);
}
