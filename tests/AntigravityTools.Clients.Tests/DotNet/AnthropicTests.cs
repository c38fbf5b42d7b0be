using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.DotNet;

public sealed class AnthropicTests(GatewayFixture gateway) : IDisposable
{
    private static readonly Tool Weather = new()
    {
        Name = "get_weather",
        InputSchema = new InputSchema
        {
            Properties = new Dictionary<string, JsonElement> { ["city"] = JsonSerializer.SerializeToElement(new { type = "string" }) },
            Required = ["city"],
        },
    };

    private readonly AnthropicClient _client = new() { BaseUrl = gateway.Process.ProxyUrl.ToString().TrimEnd('/'), ApiKey = "sk-client", MaxRetries = 0 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prompt_GetsTheWholeAnswer()
    {
        var answer = await _client.Messages.Create(Request([User("say hi")]), Cancel);

        Expect.Hello(TextOf(answer));
        Assert.True(answer.Usage.OutputTokens > 0);
    }

    [Fact]
    public async Task Stream_GetsTheWholeAnswer()
    {
        var text = new StringBuilder();
        var ended = false;
        await foreach (var update in _client.Messages.CreateStreaming(Request([User("say hi")]), Cancel))
        {
            if (update.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var piece))
            {
                text.Append(piece.Text);
            }
            ended |= update.TryPickStop(out _);
        }

        Expect.Hello(text.ToString());
        Assert.True(ended);
    }

    [Fact]
    public async Task Tool_IsCalledAndAnswered()
    {
        var first = await _client.Messages.Create(Request([User("Please call get_weather Seoul")], Weather), Cancel);
        var call = Assert.Single(first.Content.Select(static block => block.TryPickToolUse(out var use) ? use : null).OfType<ToolUseBlock>());

        var second = await _client.Messages.Create(
            Request([
                User("Please call get_weather Seoul"),
                new AssistantMessageParam(new List<ContentBlockParam> { new ToolUseBlockParam { ID = call.ID, Name = call.Name, Input = call.Input } }),
                new UserMessageParam(new List<ContentBlockParam> { new ToolResultBlockParam { ToolUseID = call.ID, Content = "sunny, 21 degrees" } }),
            ], Weather),
            Cancel);

        Expect.Weather(call.Name, call.Input["city"].GetString(), TextOf(second));
    }

    public void Dispose() => _client.Dispose();

    private static MessageParam User(string text) => new UserMessageParam(text);

    private static MessageCreateParams Request(IReadOnlyList<MessageParam> messages, params ToolUnion[] tools) => new()
    {
        MaxTokens = 256, Model = "claude-opus-5-5", Messages = messages, Tools = tools.Length == 0 ? null : tools,
    };

    private static string TextOf(Message answer) =>
        string.Concat(answer.Content.Select(static block => block.TryPickText(out var text) ? text.Text : ""));
}
