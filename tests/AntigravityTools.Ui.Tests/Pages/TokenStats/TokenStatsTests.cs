using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Ui.Pages.TokenStats;
using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.TokenStats;

public sealed class TokenStatsTests
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, 1, UsageSpan.Hour)]
    [InlineData("7", "day", 7, UsageSpan.Day)]
    [InlineData("90", "hour", 90, UsageSpan.Day)]
    [InlineData("5", "mood", 1, UsageSpan.Hour)]
    public void Choice_OfAnAddress_HasBarsThatFit(string? range, string? bucket, int days, UsageSpan span)
    {
        var choice = StatsChoice.Read(range, bucket, "nothing", "nothing");
        Assert.Equal((days, span, UsageGroup.Model, "tokens"), (choice.Days, choice.Span, choice.Group, choice.Metric));
    }

    [Fact]
    public void Rows_SumTheirGroupAndUnknownCostStaysUnknown()
    {
        var rows = TokenStatsViewModel.RowsOf(
        [
            new(Ten, "a", new UsageSummary { Requests = 1, InputTokens = 10, CacheReadTokens = 5 }),
            new(Ten.AddHours(1), "a", new UsageSummary { Requests = 2, InputTokens = 10 }),
            new(Ten, "b", new UsageSummary { Requests = 1, OutputTokens = 60, CostUsd = 1 }),
        ]);
        Assert.Equal(["b", "a"], rows.Select(row => row.Group));
        Assert.Equal((3, null, 0.25), (rows[1].Sums.Requests, rows[1].Sums.CostUsd, rows[1].CacheShare));
        Assert.Equal((0.75, null), (rows[0].Share, rows[0].CacheShare));
    }

    [Fact]
    public void Bars_FillTheGaps()
    {
        var starts = TokenStatsViewModel.StartsOf([new(Ten, "a", new UsageSummary()), new(Ten.AddHours(3), "a", new UsageSummary())], UsageSpan.Hour, Ten.AddMinutes(-30), Ten.AddHours(4));
        Assert.Equal(5, starts.Length);
        Assert.Equal(Ten.AddHours(-1), starts[0]);
    }

    [Fact]
    public void Change_AgainstNothing_IsUnknown()
    {
        Assert.Null(TokenStatsViewModel.Change(5, 0));
        Assert.Equal(-0.5, TokenStatsViewModel.Change(5, 10));
    }

    [Fact]
    public async Task Usage_IsShownByAccountNameWithItsCsv()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("Named account");
        await stage.AskAsync();
        var page = stage.Open<Ui.Pages.TokenStats.TokenStats>("/token-stats?group=account&metric=requests", ".table tbody");
        Assert.Contains("Named account", page.Find(".table tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("group_by=account", page.Find(".head a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Single(page.FindAll(".bar i"));
    }

    [Fact]
    public void Csv_QuotesAndDefusesNames()
    {
        var lines = StatsCsv.Write([new(Ten, "=cmd(\"x\")", new UsageSummary { Requests = 2, CostUsd = 0.5m })]).Split("\r\n");
        Assert.Equal("2026-11-23T10:00:00Z,\"'=cmd(\"\"x\"\")\",2,0,0,0,0,0,0,0.5,,,,", lines[1]);
        Assert.Equal(lines[0].Count(letter => letter == ','), lines[1].Count(letter => letter == ','));
    }
}
