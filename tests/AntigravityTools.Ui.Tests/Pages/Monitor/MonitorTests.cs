using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Ui.Pages.Monitor;
using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.Monitor;

public sealed class MonitorTests
{
    [Fact]
    public async Task Request_AppearsByItselfAndOpensWithItsAttempts()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("Server of it");
        var page = stage.Open<Ui.Pages.Monitor.Monitor>("/monitor", ".empty");
        await stage.AskAsync();
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".requests tbody tr")), TimeSpan.FromSeconds(10));
        await page.ClickAsync(".requests tbody tr");
        page.WaitForAssertion(() => Assert.Contains("Server of it", page.Find(".timeline").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Contains("open=req_", stage.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressWithAnEmptyId_OpensNoDetails()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("One");
        await stage.AskAsync();
        var page = stage.Open<Ui.Pages.Monitor.Monitor>("/monitor?open=", ".requests");
        Assert.Empty(page.FindAll(".side-sheet"));
        await page.ClickAsync(".requests tbody tr");
        page.WaitForElement(".side-sheet", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task HeldList_StandsStill()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("One");
        await stage.AskAsync();
        var view = stage.Get<MonitorViewModel>();
        await view.PullAsync(null, TestContext.Current.CancellationToken);
        Assert.True(view.IsLive);
        view.IsPaused = true;
        Assert.False(view.IsLive);
        view.IsPaused = false;
        view.Filter = new MonitorFilter { Before = "cursor" };
        Assert.False(view.IsLive);
    }

    [Fact]
    public async Task Filters_ComeFromTheAddress()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("One");
        await stage.AskAsync();
        await stage.AskAsync("no-such-model");
        var page = stage.Open<Ui.Pages.Monitor.Monitor>("/monitor?errors=true&status=404&protocol=openai-chat&span=1h", ".requests");
        Assert.Contains("no-such-model", Assert.Single(page.FindAll(".requests tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyFilter_NarrowsByTheKeyAndIsInTheAddress()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("One");
        await stage.AskAsync();
        var page = stage.Open<Ui.Pages.Monitor.Monitor>("/monitor?key=removed-since", ".empty");
        Assert.Contains("removed-since", page.Find("[data-testid=filter-key]").TextContent, StringComparison.Ordinal);
        await page.ChangeAsync("[data-testid=filter-key]", "default");
        Assert.Contains("key=default", stage.Navigation.Uri, StringComparison.Ordinal);
        await page.ChangeAsync("[data-testid=filter-key]", "");
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".requests tbody tr")), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void OwnSpan_IsAskedForBetweenItsMoments()
    {
        var (from, to) = (MonitorFilter.MomentOf("2026-11-25T08:30"), MonitorFilter.MomentOf("2026-11-25T09:00:30"));
        Assert.Equal(30.5, (to - from)!.Value.TotalMinutes);
        var query = new MonitorFilter { Span = MonitorFilter.OwnSpan, From = from, To = to, Key = "laptop" }.ToQuery(default);
        Assert.Equal((from, to, "laptop"), (query.From, query.To, query.Key));
        Assert.Null(new MonitorFilter { Span = "1h", To = to }.ToQuery(DateTimeOffset.UnixEpoch).To);
        Assert.Null(MonitorFilter.MomentOf("yesterday"));
    }

    [Fact]
    public void Filter_WithoutAnythingChosen_IsNotNarrow()
    {
        Assert.False(new MonitorFilter { Before = "x" }.IsNarrow);
        Assert.True(new MonitorFilter { Status = 429 }.IsNarrow);
        Assert.Null(MonitorFilter.StatusOf("4x9"));
    }

    [Fact]
    public void Curl_QuotesWhatTheShellWouldRead()
    {
        var request = new RequestRecord
        {
            Id = "req_1", TraceId = "t", StartedAt = default, Method = "POST", Path = "/v1/messages", Protocol = Protocol.Anthropic, Stream = true,
            RequestedModel = "it's \"quoted\"", Status = 200, Verdict = Verdict.Ok, Duration = default, Usage = TokenUsage.Unknown,
        };
        var command = CurlCommand.Write(request, "http://127.0.0.1:8045");
        Assert.StartsWith("curl 'http://127.0.0.1:8045/v1/messages'", command, StringComparison.Ordinal);
        Assert.Contains("anthropic-version", command, StringComparison.Ordinal);
        Assert.DoesNotContain("it's", command, StringComparison.Ordinal);
        Assert.Contains("\"stream\":true", command, StringComparison.Ordinal);
    }
}
