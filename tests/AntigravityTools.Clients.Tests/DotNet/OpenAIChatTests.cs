using System.ClientModel;
using System.Text;
using System.Text.Json;
using AntigravityTools.Testing.Gateway;
using OpenAI;
using OpenAI.Chat;

namespace AntigravityTools.Clients.Tests.DotNet;

public sealed class OpenAIChatTests(GatewayFixture gateway)
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool("get_weather", "The weather of a city.",
        BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));

    private readonly ChatClient _client = new("gpt-5.4", new ApiKeyCredential("sk-client"),
        new OpenAIClientOptions { Endpoint = new Uri(gateway.Process.ProxyUrl, "v1") });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prompt_GetsTheWholeAnswer()
    {
        ChatCompletion answer = await _client.CompleteChatAsync([new UserChatMessage("say hi")], new ChatCompletionOptions(), Cancel);

        Expect.Hello(answer.Content[0].Text);
        Assert.True(answer.Usage.OutputTokenCount > 0);
    }

    [Fact]
    public async Task Stream_GetsTheWholeAnswer()
    {
        var text = new StringBuilder();
        ChatTokenUsage? usage = null;
        await foreach (var update in _client.CompleteChatStreamingAsync([new UserChatMessage("say hi")], new ChatCompletionOptions(), Cancel))
        {
            text.Append(string.Concat(update.ContentUpdate.Select(static part => part.Text)));
            usage = update.Usage ?? usage;
        }

        Expect.Hello(text.ToString());
        Assert.True(usage?.OutputTokenCount > 0);
    }

    [Fact]
    public async Task Tool_IsCalledAndAnswered()
    {
        var messages = new List<ChatMessage> { new UserChatMessage("Please call get_weather Seoul") };
        var options = new ChatCompletionOptions { Tools = { Weather } };
        ChatCompletion first = await _client.CompleteChatAsync(messages, options, Cancel);
        var call = Assert.Single(first.ToolCalls);
        messages.Add(new AssistantChatMessage(first));
        messages.Add(new ToolChatMessage(call.Id, "sunny, 21 degrees"));

        ChatCompletion second = await _client.CompleteChatAsync(messages, options, Cancel);

        using var arguments = JsonDocument.Parse(call.FunctionArguments);
        Expect.Weather(call.FunctionName, arguments.RootElement.GetProperty("city").GetString(), second.Content[0].Text);
    }
}
