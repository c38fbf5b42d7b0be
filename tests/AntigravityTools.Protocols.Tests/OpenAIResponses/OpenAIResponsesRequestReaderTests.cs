using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.OpenAIResponses;
using AntigravityTools.Testing;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

public sealed class OpenAIResponsesRequestReaderTests
{
    internal static string Full([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "Golden", "full.openai-responses.json"));

    [Fact]
    public void FullCase_BecomesTurns()
    {
        var request = ResponsesRoom.Read(Full());

        Assert.Equal(
            ["System: Text", "System: Text", "User: Text Media Media Media Media Media Opaque", "Assistant: Reasoning Text Refusal ToolCall ToolCall ToolCall",
             "Tool: ToolResult ToolResult ToolResult", "Assistant: WebSearch Opaque Text", "User: Text"],
            request.Messages.Select(message => $"{message.Role}: {string.Join(' ', message.Parts.Select(part => part.GetType().Name))}"));
        Assert.Equal("Be kind.", Assert.IsType<Part.Text>(request.Messages[0].Parts[0]).Value);
        Assert.True(request.Messages[2].Parts[0].CacheHint);
        var reasoning = Assert.IsType<Part.Reasoning>(request.Messages[3].Parts[0]);
        Assert.Equal(("hm", "gAAA"), (reasoning.Value, reasoning.Signature));
        var calls = request.Messages[3].Parts.OfType<Part.ToolCall>().ToList();
        Assert.Equal("{\"n\":1.0,\"big\":12345678901234567890}", calls[0].Arguments.ToString());
        Assert.Equal(("agents", "{}"), (calls[1].Namespace, calls[1].Arguments.ToString()));
        Assert.Equal((true, "\"*** \\\"Begin\\\"\""), (calls[2].Custom, calls[2].Arguments.ToString()));
        Assert.Equal(2, Assert.IsType<Part.ToolResult>(request.Messages[4].Parts[0]).Content.Length);
        Assert.Equal(
            ["look Function ", "close Function agents", "say Custom agents", "patch Custom ", "web_search WebSearch ", "file_search Hosted "],
            request.Tools.Select(tool => $"{tool.Name} {tool.Kind} {tool.Namespace}"));
        Assert.Equal(["look", "patch"], request.ToolChoice!.Names);
        Assert.Equal((Effort.High, true), (request.Reasoning!.Effort, request.Reasoning.Show));
        Assert.Equal(
            ["tools[5]", "tools[6]", "reasoning.context", "text.verbosity", "truncation", "x_top", "previous_response_id"],
            request.Extras!.Fields.Select(field => field.Key));
    }

    [Fact]
    public void FullCase_SurvivesTheWayThroughTheModel()
    {
        var first = ResponsesRoom.Write(ResponsesRoom.Read(Full()));
        var second = ResponsesRoom.Write(ResponsesRoom.Read(first.Json));

        Assert.Empty(first.Result.Loss.Items);
        Assert.Equal(first.Json, second.Json);
        using var json = JsonDocument.Parse(first.Json);
        GoldenFile.Equal("full.openai-responses-openai-responses.json", JsonSerializer.Serialize(json.RootElement, GoldenJson.Indented));
    }

    [Fact]
    public void PlainText_IsOneUserMessage()
    {
        var message = Assert.Single(ResponsesRoom.Read("""{"model":"m","input":"hi"}""").Messages);

        Assert.Equal((Role.User, "hi"), (message.Role, Assert.IsType<Part.Text>(Assert.Single(message.Parts)).Value));
    }

    [Fact]
    public void ReasoningThatOnlyItsMakerHas_IsDropped() =>
        Assert.Single(ResponsesRoom.Read("""{"model":"m","input":[{"type":"reasoning","id":"rs_1","summary":[]},{"role":"user","content":"x"}]}""").Messages);

    [Fact]
    public void ToolsThatASearchLoaded_AreOfferedFromTheStart() => Assert.Equal(
        ["f"],
        ResponsesRoom.Read("""{"model":"m","input":[{"type":"tool_search_output","call_id":"c","tools":[{"type":"function","name":"f","parameters":{}}]}],"tools":[{"type":"tool_search"}]}""")
            .Tools.Select(tool => tool.Name));

    [Theory]
    [InlineData("""{"input":"x"}""", "model")]
    [InlineData("""{"model":"m"}""", "input")]
    [InlineData("""{"model":"m","input":[]}""", "input")]
    [InlineData("""{"model":"m","input":7}""", "input")]
    [InlineData("""{"model":"m","input":[5]}""", "input[0]")]
    [InlineData("""{"model":"m","input":[{"role":"user","content":[{"type":"input_image"}]}]}""", "input[0].content[0].image_url")]
    [InlineData("""{"model":"m","input":[{"role":"user","content":[{"type":"input_image","image_url":3}]}]}""", "input[0].content[0].image_url")]
    [InlineData("""{"model":"m","input":[{"role":"robot","content":"x"}]}""", "input[0].role")]
    [InlineData("""{"model":"m","input":[{"type":"function_call","name":"f"}]}""", "input[0].call_id")]
    [InlineData("""{"model":"m","input":[{"type":"item_reference","id":"msg_1"}]}""", "input[0].id")]
    [InlineData("""{"model":"m","input":"x","background":true}""", "background")]
    [InlineData("""{"model":"m","input":"x","prompt":{"id":"p"}}""", "prompt")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"function"}]}""", "tools[0].name")]
    [InlineData("""{"model":"m","input":"x","tool_choice":"maybe"}""", "tool_choice")]
    [InlineData("""{"model":"m","input":"x","temperature":"hot"}""", "temperature")]
    [InlineData("""{"model":"m","input":"x" """, null)]
    [InlineData("", null)]
    [InlineData("""{"model":"m\ud800","input":"x"}""", "model")]
    public void WrongField_IsNamed(string body, string? field)
    {
        var fault = ResponsesRoom.TryRead(body).Fault;

        Assert.Equal((FaultKind.InvalidRequest, field), (fault!.Kind, fault.Param));
    }

    [Fact]
    public void AnyBytes_NeverThrow() => Gen.Select(Gen.Int[0, 4_000], Gen.Byte, Gen.Int[0, 60]).Array[1, 4].Sample(edits =>
    {
        var bytes = Encoding.UTF8.GetBytes(Full()).ToList();
        foreach (var (at, value, cut) in edits)
        {
            bytes[at % bytes.Count] = value;
            bytes.RemoveRange(at % bytes.Count, Math.Min(cut, bytes.Count - (at % bytes.Count) - 1));
        }

        var result = new OpenAIResponsesTranslator().ReadRequest(Operation.Generate, bytes.ToArray(), null, false);
        Assert.NotEqual(result.Value is null, result.Fault is null);
    }, iter: 3_000);

    [Fact]
    public void RealClients_AreReadAndWritten()
    {
        if (RecordedStreams.Folder is not { } folder)
        {
            Assert.Skip("The recordings are not there.");
            return;
        }

        foreach (var file in Directory.GetFiles(Path.Combine(folder, "clients"), "*.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var exchange in json.RootElement.EnumerateArray().Where(static item => item.GetProperty("url").GetString()!.Contains("/responses", StringComparison.Ordinal)))
            {
                if (!exchange.TryGetProperty("body", out var body) || body.ValueKind != JsonValueKind.Object)
                {
                    continue;
                }

                var request = ResponsesRoom.Read(body.GetRawText());
                var (written, result) = ResponsesRoom.Write(request);
                Assert.Null(result.Fault);
                Assert.Equal(written, ResponsesRoom.Write(ResponsesRoom.Read(written)).Json);
                Assert.Equal(
                    body.TryGetProperty("tools", out var tools) ? tools.GetArrayLength() : 0,
                    JsonDocument.Parse(written).RootElement.TryGetProperty("tools", out var again) ? again.GetArrayLength() : 0);
            }
        }
    }
}
