using System.ClientModel;
using System.Text;
using System.Text.Json;
using AntigravityTools.Testing.Gateway;
using OpenAI.Responses;

namespace AntigravityTools.Clients.Tests.DotNet;

public sealed class OpenAIResponsesTests(GatewayFixture gateway)
{
    private static readonly ResponseTool Weather = ResponseTool.CreateFunctionTool("get_weather",
        BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""), strictModeEnabled: false);

    private readonly ResponsesClient _client = new(new ApiKeyCredential("sk-client"),
        new ResponsesClientOptions { Endpoint = new Uri(gateway.Process.ProxyUrl, "v1") });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prompt_GetsTheWholeAnswer()
    {
        ResponseResult answer = await _client.CreateResponseAsync(Options([ResponseItem.CreateUserMessageItem("say hi")]), Cancel);

        Expect.Hello(answer.GetOutputText());
        Assert.True(answer.Usage.OutputTokenCount > 0);
    }

    [Fact]
    public async Task Stream_GetsTheWholeAnswer()
    {
        var options = Options([ResponseItem.CreateUserMessageItem("say hi")]);
        options.StreamingEnabled = true;
        var text = new StringBuilder();
        ResponseResult? whole = null;
        await foreach (var update in await _client.CreateResponseStreamingAsync(options, Cancel))
        {
            text.Append((update as StreamingResponseOutputTextDeltaUpdate)?.Delta);
            whole = (update as StreamingResponseCompletedUpdate)?.Response ?? whole;
        }

        Expect.Hello(text.ToString());
        Expect.Hello(whole?.GetOutputText());
    }

    [Fact]
    public async Task Tool_IsCalledAndAnswered()
    {
        var items = new List<ResponseItem> { ResponseItem.CreateUserMessageItem("Please call get_weather Seoul") };
        ResponseResult first = await _client.CreateResponseAsync(Options(items, Weather), Cancel);
        var call = Assert.Single(first.OutputItems.OfType<FunctionCallResponseItem>());
        items.AddRange(first.OutputItems);
        items.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "sunny, 21 degrees"));

        ResponseResult second = await _client.CreateResponseAsync(Options(items, Weather), Cancel);

        using var arguments = JsonDocument.Parse(call.FunctionArguments);
        Expect.Weather(call.FunctionName, arguments.RootElement.GetProperty("city").GetString(), second.GetOutputText());
    }

    private static CreateResponseOptions Options(IEnumerable<ResponseItem> items, params ResponseTool[] tools)
    {
        var options = new CreateResponseOptions { Model = "gpt-5.4" };
        foreach (var item in items)
        {
            options.InputItems.Add(item);
        }
        foreach (var tool in tools)
        {
            options.Tools.Add(tool);
        }
        return options;
    }
}
