using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>Losses and faults name the client's own fields, wherever repair, grouping and other providers' turns put the content.</summary>
public sealed class PlaceTests
{
    private const string Messages = """
        {"model":"m","max_tokens":64,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],"messages":[
          {"role":"user","content":"hi"},
          {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"other"},{"type":"tool_use","id":"t1","name":"f","input":{}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},{"type":"text","text":"and"},
            {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"}}]}]}
        """;

    private const string Chat = """
        {"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"hi"}]},
          {"role":"assistant","content":"a","reasoning_content":"hm"},{"role":"system","content":"now"},{"role":"user","name":"bob","content":"more"}]}
        """;

    private const string Responses = """
        {"model":"m","instructions":"s","input":[{"role":"user","content":"hi"},{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"other"},
          {"type":"message","role":"assistant","content":[{"type":"output_text","text":"a"}]},{"type":"function_call_output","call_id":"gone","output":"x"},{"role":"user","content":[{"type":"input_text","text":"more"},{"type":"input_new"}]}]}
        """;

    private const string Contents = """
        {"systemInstruction":{"parts":[{"text":"s"}]},"contents":[{"role":"user","parts":[{"text":"hi"}]},
          {"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"b3RoZXI="},{"functionCall":{"name":"f","args":{}}}]},
          {"role":"user","parts":[{"text":"more"},{"executableCode":{"code":"1"}}]}]}
        """;

    [Theory]
    [InlineData(Protocol.Anthropic, Protocol.OpenAIChat, Messages, "messages[1].content[0] messages[2].content[0].content[0] messages[2].content[2] system[0].cache_control")]
    [InlineData(Protocol.Anthropic, Protocol.Gemini, Messages, "messages[1].content[0] messages[2].content[0].content[0] messages[2].content[2]")]
    [InlineData(Protocol.Anthropic, Protocol.OpenAIResponses, Messages, "messages[1].content[0]")]
    [InlineData(Protocol.OpenAIChat, Protocol.Anthropic, Chat, "messages[2].reasoning_content messages[4].name")]
    [InlineData(Protocol.OpenAIChat, Protocol.Gemini, Chat, "messages[2].reasoning_content messages[3] messages[4].name")]
    [InlineData(Protocol.OpenAIResponses, Protocol.OpenAIChat, Responses, "input[1] input[3] input[4].content[1]")]
    [InlineData(Protocol.OpenAIResponses, Protocol.Gemini, Responses, "input[1] input[3] input[4].content[1]")]
    [InlineData(Protocol.Gemini, Protocol.Anthropic, Contents, "contents[1].parts[0] contents[1].parts[1] contents[2].parts[1]")]
    [InlineData(Protocol.Gemini, Protocol.OpenAIChat, Contents, "contents[1].parts[0] contents[1].parts[1] contents[2].parts[1]")]
    public void Loss_NamesTheClientsOwnField(Protocol client, Protocol upstream, string body, string fields)
    {
        var losses = new LossList();
        var request = Read(client, body);
        request = ConversationRepair.Apply(OwnedState.Apply(request, owner: 7, keepUnmarked: false, losses), losses);

        var written = Rooms.Of(upstream).WriteRequest(request, Target(upstream), new ArrayBufferWriter<byte>());

        Assert.Null(written.Fault);
        var told = losses.ToReport().Items.Concat(written.Loss.Items).Select(loss => LossNames.In(client, loss).Field).ToList();
        Assert.All(fields.Split(' '), field => Assert.Contains(field, told));
    }

    [Theory]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.OpenAIResponses)]
    public void Refusal_NamesTheClientsOwnField(Protocol upstream)
    {
        var request = Read(Protocol.Gemini, """
            {"systemInstruction":{"parts":[{"text":"s"}]},"contents":[{"role":"user","parts":[{"text":"a"},{"inlineData":{"mimeType":"audio/wav","data":"AAAA"}}]}]}
            """);

        var written = Rooms.Of(upstream).WriteRequest(request, Target(upstream), new ArrayBufferWriter<byte>());

        Assert.Equal((FaultKind.Unsupported, "contents[0].parts[1]"), (written.Fault?.Kind, written.Fault?.Param));
    }

    private static ChatRequest Read(Protocol client, string body) =>
        Rooms.Of(client).ReadRequest(Operation.Generate, Encoding.UTF8.GetBytes(body), "m", stream: false).Value!;

    private static UpstreamTarget Target(Protocol upstream) =>
        new() { Provider = upstream == Protocol.Gemini ? "gemini" : "openai-compatible", Model = "m", Stream = false, Host = "127.0.0.1" };
}
