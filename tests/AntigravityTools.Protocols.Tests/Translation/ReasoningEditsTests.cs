using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests.Translation;

public sealed class ReasoningEditsTests
{
    [Theory]
    [InlineData(Protocol.OpenAIChat, "low", null, """{"a":1}""", """{"reasoning_effort":"low","a":1}""")]
    [InlineData(Protocol.OpenAIChat, null, 512, """{"a":1}""", """{"a":1}""")]
    [InlineData(Protocol.OpenAIResponses, "low", null, """{"reasoning":{"effort":"high","summary":"auto"}}""", """{"reasoning":{"effort":"low","summary":"auto"}}""")]
    [InlineData(Protocol.OpenAIResponses, "low", null, """{}""", """{"reasoning":{"effort":"low"}}""")]
    [InlineData(Protocol.Anthropic, null, 2048, """{"thinking":{"type":"disabled"},"a":1}""", """{"thinking":{"type":"enabled","budget_tokens":2048},"a":1}""")]
    [InlineData(Protocol.Anthropic, "low", null, """{"a":1}""", """{"output_config":{"effort":"low"},"a":1}""")]
    [InlineData(Protocol.Gemini, "low", 512, """{"generationConfig":{"topK":1}}""", """{"generationConfig":{"thinkingConfig":{"thinkingBudget":512},"topK":1}}""")]
    [InlineData(Protocol.Gemini, "low", null, """{"generationConfig":{"thinkingConfig":{"thinkingLevel":"HIGH"}}}""", """{"generationConfig":{"thinkingConfig":{"thinkingLevel":"LOW"}}}""")]
    public void Rule_SetsTheProtocolsOwnField(Protocol protocol, string? effort, int? budget, string body, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var output = new ArrayBufferWriter<byte>();
        JsonSplice.Apply(bytes, ReasoningEdits.Of(protocol, bytes, effort, budget), output);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
