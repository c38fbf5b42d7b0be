using System.Net.WebSockets;
using System.Text;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Server.Tests.Proxy;

namespace AntigravityTools.Server.Tests.Sockets;

/// <summary>The Responses API over a real WebSocket; the pipeline behind it is scripted.</summary>
public sealed class ResponsesSocketTests
{
    private const string Create = """{"type":"response.create","model":"m","store":false,"input":"hello"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_IsAStreamedRequest_AndEachEventIsOneMessage()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.Runner.Answer = (_, sink, token) => AnswerAsync(sink, "resp_1", "hi", token);
        using var socket = await ConnectAsync(proxy);

        await SendAsync(socket, Create);

        Assert.Contains("response.created", await ReadAsync(socket), StringComparison.Ordinal);
        Assert.Contains("response.completed", await ReadAsync(socket), StringComparison.Ordinal);
        var request = Assert.Single(proxy.Runner.Seen);
        Assert.True(request.Stream);
        Assert.Equal("""{"stream":true,"model":"m","store":false,"input":"hello"}""", proxy.Runner.LastBody);
    }

    [Fact]
    public async Task Continuation_OfTheLastResponse_CarriesItsHistory_ThoughItWasNotStored()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.Runner.Answer = (_, sink, token) => AnswerAsync(sink, "resp_1", "hi", token);
        using var socket = await ConnectAsync(proxy);
        await SendAsync(socket, Create);
        await ReadAsync(socket);
        await ReadAsync(socket);

        await SendAsync(socket, """{"type":"response.create","model":"m","previous_response_id":"resp_1","input":[{"role":"user","content":"more"}]}""");
        await ReadAsync(socket);

        Assert.Equal(
            """{"input":[{"type":"message","role":"user","content":"hello"},{"type":"message","content":"hi"},{"role":"user","content":"more"}],"stream":true,"model":"m"}""",
            proxy.Runner.LastBody);
    }

    [Fact]
    public async Task Refusal_IsOneErrorMessageWithItsStatus_AndTheConnectionLivesOn()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.Runner.Answer = (_, sink, token) => FakeRunner.ReplyAsync(sink, 404, """{"error":{"code":"model_not_found","message":"No."}}""", token);
        using var socket = await ConnectAsync(proxy);

        await SendAsync(socket, Create);
        Assert.Equal("""{"type":"error","status":404,"error":{"code":"model_not_found","message":"No."}}""", await ReadAsync(socket));

        proxy.Runner.Answer = (_, sink, token) => AnswerAsync(sink, "resp_2", "back", token);
        await SendAsync(socket, Create);
        Assert.Contains("response.created", await ReadAsync(socket), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json", "invalid_json")]
    [InlineData("""{"type":"response.cancel"}""", "unknown_message_type")]
    public async Task OtherMessage_IsRefusedByName(string message, string code)
    {
        await using var proxy = await ProxyFixture.StartAsync();
        using var socket = await ConnectAsync(proxy);

        await SendAsync(socket, message);

        Assert.Contains($"\"code\":\"{code}\"", await ReadAsync(socket), StringComparison.Ordinal);
        Assert.Empty(proxy.Runner.Seen);
    }

    [Fact]
    public async Task ClientThatLeaves_CancelsItsAnswer()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        proxy.Runner.Answer = async (_, _, token) =>
        {
            started.SetResult();
            await using var registration = token.Register(cancelled.SetResult);
            await cancelled.Task;
            token.ThrowIfCancellationRequested();
        };
        using var socket = await ConnectAsync(proxy);
        await SendAsync(socket, Create);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);

        socket.Abort();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }

    private static async Task AnswerAsync(IResponseSink sink, string id, string text, CancellationToken token)
    {
        sink.Start(200, [new("Content-Type", "text/event-stream")]);
        await FakeRunner.WriteAsync(sink, "event: response.created\ndata: {\"type\":\"response.created\"}\n\n: comment\n\n", token);
        var output = $$"""[{"type":"message","content":"{{text}}"}]""";
        await FakeRunner.WriteAsync(sink, $"data: {{\"type\":\"response.completed\",\"response\":{{\"id\":\"{id}\",\"output\":{output}}}}}\n\ndata: [DONE]\n\n", token);
    }

    private static async Task<ClientWebSocket> ConnectAsync(ProxyFixture proxy)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(proxy.Url) { Scheme = "ws", Path = "/v1/responses" }.Uri, Token);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, Token);

    private static async Task<string> ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[16 << 10];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var read = await socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, read.Count);
    }
}
