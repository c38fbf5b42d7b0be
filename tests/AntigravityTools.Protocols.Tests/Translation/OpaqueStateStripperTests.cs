using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests.Translation;

public sealed class OpaqueStateStripperTests
{
    [Theory]
    [InlineData(
        Protocol.Anthropic,
        """{"model":"m", "messages" : [{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"a","signature":"s"}, {"type":"redacted_thinking","data":"d"}, {"type":"text","text":"é"} ]},{"role":"user","content":[{"type":"text","text":"b"}]}],"n":1.0}""",
        """{"model":"m", "messages" : [{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"text","text":"é"} ]},{"role":"user","content":[{"type":"text","text":"b"}]}],"n":1.0}""")]
    [InlineData(
        Protocol.Anthropic,
        """{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"thinking","thinking":"a","signature":"s"}]},{"role":"user","content":"b"}]}""",
        """{"messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}""")]
    [InlineData(
        Protocol.Anthropic,
        """{"thinking":{"type":"enabled","budget_tokens":1024},"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"a","signature":"s"},{"type":"tool_use","id":"t","name":"n","input":{}}]}]}""",
        """{"thinking":{"type":"disabled"},"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":{}}]}]}""")]
    [InlineData(
        Protocol.OpenAIResponses,
        """{"input":[{"type":"reasoning","id":"rs_1","encrypted_content":"x","summary":[]},{"type":"function_call","id":"fc_1","call_id":"c","name":"n","arguments":"{}"},{"type":"reasoning","id":"rs_2"}]}""",
        """{"input":[{"type":"function_call","call_id":"c","name":"n","arguments":"{}"}]}""")]
    [InlineData(
        Protocol.Gemini,
        """{"contents":[{"parts":[{"text":"a","thoughtSignature":"s"},{"functionCall":{"name":"f"},"thoughtSignature":"s"}]}]}""",
        """{"contents":[{"parts":[{"text":"a"},{"functionCall":{"name":"f"},"thoughtSignature":"skip_thought_signature_validator"}]}]}""")]
    [InlineData(
        Protocol.OpenAIChat,
        """{"messages":[{"role":"assistant","tool_calls":[{"extra_content":{"google":{"thought_signature":"s"}},"id":"c"}],"reasoning_details":[1]}]}""",
        """{"messages":[{"role":"assistant","tool_calls":[{"id":"c"}]}]}""")]
    public void Body_LosesItsOpaqueStateAndNoOtherByte(Protocol protocol, string body, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        var losses = OpaqueStateStripper.Strip(protocol, Encoding.UTF8.GetBytes(body), output);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.NotEmpty(losses);
    }

    [Theory]
    [InlineData(Protocol.Anthropic, """{"messages":[{"role":"user","content":"a thinking signature"}]}""")]
    [InlineData(Protocol.OpenAIResponses, """{"input":"reasoning"}""")]
    [InlineData(Protocol.Gemini, """{"contents":[{"parts":[{"text":"thoughtSignature"}]}]}""")]
    [InlineData(Protocol.OpenAIChat, """{"messages":[]}""")]
    [InlineData(Protocol.Anthropic, "--form\r\n")]
    [InlineData(Protocol.Anthropic, """{"messages":[{"content":[""")]
    public void BodyWithoutState_LosesNothingAndIsNotWritten(Protocol protocol, string body)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.Empty(OpaqueStateStripper.Strip(protocol, Encoding.UTF8.GetBytes(body), output));
        Assert.Equal(0, output.WrittenCount);
    }
}
