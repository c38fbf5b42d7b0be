using AntigravityTools.Protocols.Model;
using AntigravityTools.Ui.Pages.Monitor;
using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.Monitor;

public sealed class CaptureTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Settings_SwitchCaptureOnAndOff()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Settings.Settings>("/settings", "[data-testid=start-capture]");
        await page.ClickAsync("[data-testid=start-capture]");
        page.WaitForElement("[data-testid=stop-capture]", Patience);
        Assert.True(stage.Parts.Captures.IsOn);
        await page.ClickAsync("[data-testid=stop-capture]");
        page.WaitForElement("[data-testid=start-capture]", Patience);
        Assert.False(stage.Parts.Captures.IsOn);
    }

    [Fact]
    public async Task OpenRequest_ShowsItsBodiesAndReplaysSideBySide()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("One", "sk-one-0123456789");
        await stage.AddAccountAsync("Two", "sk-two-0123456789");
        Assert.Empty(stage.Parts.Captures.Start(5, null));
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var news = stage.Parts.Captures.OnChanged(() => kept.TrySetResult());
        await stage.AskAsync();
        await kept.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        var request = (await stage.Parts.Requests.ListAsync(new() { Limit = 1 }, TestContext.Current.CancellationToken)).Items[0];

        var page = stage.Open<Ui.Pages.Monitor.Monitor>($"/monitor?open={request.Id}", "[data-testid=replay]");
        Assert.Contains("\"content\": \"Hello\"", page.Find("pre[aria-label=Request]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=replay]");
        var pair = page.WaitForElement("[data-testid=replayed]", Patience);
        Assert.Equal(2, pair.QuerySelectorAll("pre").Length);
        Assert.Contains("choices", pair.QuerySelectorAll("pre")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await stage.Parts.Requests.ListAsync(new() { Limit = 5 }, TestContext.Current.CancellationToken)).Items.Length);
    }

    [Fact]
    public async Task RequestWithoutBodies_SaysThatCaptureIsOff()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("One");
        var recorded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var news = stage.Parts.Requests.OnRecorded(() => recorded.TrySetResult());
        await stage.AskAsync();
        await recorded.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        var request = (await stage.Parts.Requests.ListAsync(new() { Limit = 1 }, TestContext.Current.CancellationToken)).Items[0];
        var page = stage.Open<Ui.Pages.Monitor.Monitor>($"/monitor?open={request.Id}", "a[href='/settings#capture']");
        Assert.Empty(page.FindAll("[data-testid=replay]"));
    }

    [Fact]
    public void Curl_OfACapture_HasItsBodyAndNoKey()
    {
        var capture = new AntigravityTools.Core.Records.CapturedExchange
        {
            Id = "req_1", At = DateTimeOffset.UnixEpoch, Protocol = Protocol.Anthropic, Operation = Operation.Generate, Method = "POST", Path = "/v1/messages",
            Headers = [new("anthropic-beta", "one"), new("user-agent", "claude-cli")],
            Request = new("""{"model":"m","note":"it's"}""", 27, IsCut: false, IsBinary: false, IsRedacted: false),
            Status = 200, Answer = new("", 0, IsCut: false, IsBinary: false, IsRedacted: false),
        };
        var request = new AntigravityTools.Core.Records.RequestRecord
        {
            Id = "req_1", TraceId = "", StartedAt = DateTimeOffset.UnixEpoch, Protocol = Protocol.Anthropic, Method = "POST", Path = "/v1/messages",
            Status = 200, Verdict = AntigravityTools.Core.Records.Verdict.Ok, Duration = TimeSpan.Zero, Usage = TokenUsage.Unknown,
        };
        var curl = CurlCommand.Write(request, "http://127.0.0.1:8045", capture);
        Assert.Contains("""-d '{"model":"m","note":"it'\''s"}'""", curl, StringComparison.Ordinal);
        Assert.Contains("x-api-key: YOUR_CLIENT_KEY", curl, StringComparison.Ordinal);
        Assert.Contains("anthropic-beta: one", curl, StringComparison.Ordinal);
        Assert.DoesNotContain("claude-cli", curl, StringComparison.Ordinal);
    }
}
