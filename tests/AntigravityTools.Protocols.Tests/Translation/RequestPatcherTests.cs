using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests.Translation;

public sealed class RequestPatcherTests
{
    [Theory]
    [InlineData("{ \"n\":1.0,\"model\" : \"a\" }", "{ \"n\":1.0,\"model\" : \"x/\\\"é\" }", false)]
    [InlineData("{\"model\":\"a\",\"stream\":true}", "{\"stream_options\":{\"include_usage\":true},\"model\":\"x/\\\"é\",\"stream\":true}", true)]
    [InlineData("{\"stream_options\":null,\"model\":\"a\"}", "{\"stream_options\":{\"include_usage\":true},\"model\":\"x/\\\"é\"}", true)]
    [InlineData("{\"stream\":true}", "{\"model\":\"x/\\\"é\",\"stream_options\":{\"include_usage\":true},\"stream\":true}", true)]
    [InlineData("{\"model\":null}", "{\"model\":\"x/\\\"é\"}", false)]
    public void Json_GetsItsValues(string body, string expected, bool includeUsage) =>
        Assert.Equal(expected, Patch(body, Tapping.Registry[Protocol.OpenAIChat].ReadHead(Operation.Generate, Encoding.UTF8.GetBytes(body)), new("x/\"é", includeUsage)));

    [Fact]
    public void Form_GetsItsModelBare()
    {
        const string Body = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--b--\r\n";
        var head = MultipartHead.Read("multipart/form-data; boundary=b", Encoding.UTF8.GetBytes(Body));

        Assert.Equal(Body.Replace("whisper-1", "other", StringComparison.Ordinal), Patch(Body, head, new("other", false)));
    }

    [Fact]
    public void FormWithoutModel_StaysAsItIs()
    {
        const string Body = "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b--\r\n";
        var head = MultipartHead.Read("multipart/form-data; boundary=b", Encoding.UTF8.GetBytes(Body));

        Assert.Equal(Body, Patch(Body, head, new("other", false)));
    }

    [Theory]
    [InlineData("{\"requests\": [{\"model\":\"models/a\",\"content\":{\"model\":\"c\"}}, {\"content\":{}}]}", "{\"requests\": [{\"model\":\"models/x\",\"content\":{\"model\":\"c\"}}, {\"content\":{}}]}")]
    [InlineData("{\"generateContentRequest\":{\"contents\":[],\"model\" : \"models/a\"}}", "{\"generateContentRequest\":{\"contents\":[],\"model\" : \"models/x\"}}")]
    [InlineData("{\"generate_content_request\":{\"model\":\"models/a\"}}", "{\"generate_content_request\":{\"model\":\"models/x\"}}")]
    [InlineData("{\"model\":\"models/a\",\"content\":{}}", "{\"model\":\"models/x\",\"content\":{}}")]
    [InlineData("{\"contents\":[{\"parts\":[]}]}", "{\"contents\":[{\"parts\":[]}]}")]
    public void GeminiBody_GetsTheModelWhereItNamesOne(string body, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        RequestPatcher.Write(Protocol.Gemini, Encoding.UTF8.GetBytes(body), new RequestHead(), new("x", false), output);

        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static string Patch(string body, RequestHead head, TranslationPlan.Patched plan)
    {
        var output = new ArrayBufferWriter<byte>();
        RequestPatcher.Write(Encoding.UTF8.GetBytes(body), head, plan, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
