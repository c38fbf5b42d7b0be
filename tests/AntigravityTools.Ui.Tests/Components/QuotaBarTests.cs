using AntigravityTools.Core.Records;
using AntigravityTools.Ui.Components;
using Bunit;

namespace AntigravityTools.Ui.Tests.Components;

public sealed class QuotaBarTests
{
    private static readonly QuotaReading Whole = new() { Name = "requests", Limit = 50, Remaining = 10, Source = "anthropic-ratelimit-requests-limit", ObservedAt = DateTimeOffset.UnixEpoch };

    [Fact]
    public async Task ReadingOfTheAccount_BesideOneOfAModel_SaysThatItIsForAll()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var bar = stage.Bunit.Render<QuotaBar>(bar => bar.Add(it => it.Quota, Whole).Add(it => it.Among, [Whole, Whole with { Model = "claude-sonnet-4-5" }]));
        Assert.Equal("All models", bar.Find(".of").TextContent.Trim());
        Assert.Equal("Requests · All models", bar.Find("[role=meter]").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task ReadingOfTheAccount_AmongItsLike_IsNotExplained()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var bar = stage.Bunit.Render<QuotaBar>(bar => bar.Add(it => it.Quota, Whole).Add(it => it.Among, [Whole, Whole with { Name = "tokens" }]));
        Assert.Empty(bar.FindAll(".of"));
        Assert.Equal("Requests", bar.Find("[role=meter]").GetAttribute("aria-label"));
    }
}
