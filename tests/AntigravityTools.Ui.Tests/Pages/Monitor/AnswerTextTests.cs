using AntigravityTools.Ui.Pages.Monitor;

namespace AntigravityTools.Ui.Tests.Pages.Monitor;

public sealed class AnswerTextTests
{
    [Theory]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":"Hello"}}]}""")]
    [InlineData("""{"choices":[{"text":"Hello"}]}""")]
    [InlineData("""{"output":[{"type":"reasoning","summary":[]},{"type":"message","content":[{"type":"output_text","text":"Hello"}]}]}""")]
    [InlineData("""{"type":"message","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Hello"}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"Hello"}]}}]}""")]
    [InlineData("""[{"candidates":[{"content":{"parts":[{"text":"Hel"}]}}]},{"candidates":[{"content":{"parts":[{"text":"lo"}]}}]}]""")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"lo\"}}]}\n\ndata: [DONE]\n\n")]
    [InlineData("event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"Hello\"}\n\nevent: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"output\":[{\"content\":[{\"text\":\"Hello\"}]}]}}\n\n")]
    [InlineData("event: message_start\r\ndata: {\"type\":\"message_start\",\"message\":{\"content\":[]}}\r\n\r\nevent: content_block_delta\r\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}\r\n\r\n")]
    [InlineData("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]}}]}\n\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"te")]
    public void Words_AreFoundInEveryProtocol_StreamedOrWhole(string body) => Assert.Equal("Hello", AnswerText.Read(body));

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("{\"error\":{\"message\":\"Choose another account.\"}}")]
    [InlineData("{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[]}}]}")]
    [InlineData("{\"choices\":3,\"content\":\"x\",\"candidates\":[7]}")]
    public void AnswerWithoutWords_HasNone(string body) => Assert.Null(AnswerText.Read(body));
}
