using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Bunit;

namespace AntigravityTools.Ui.Tests;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("ko")]
    [InlineData("zh")]
    public async Task WhatTheGatewaySaysOfARequest_IsInTheUsersLanguage(string language)
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("One", "sk-stage-one-456789");
        await stage.AddAccountAsync("Two", "sk-stage-two-456789");
        Assert.Empty(await stage.Parts.Configuration.PatchAsync($$$"""{"ui":{"language":"{{{language}}}"}}""", TestContext.Current.CancellationToken));
        await stage.AskAsync();
        var page = stage.Open<Ui.Pages.Monitor.Monitor>("/monitor", ".empty, .requests");
        page.WaitForElement(".requests tbody tr", TimeSpan.FromSeconds(10));
        var request = Assert.Single((await stage.Get<RequestQueries>().ListAsync(new RequestQuery(), TestContext.Current.CancellationToken)).Items);
        await page.ClickAsync(".requests tbody tr");
        page.WaitForElement("[data-testid=reason]", TimeSpan.FromSeconds(10));
        var texts = stage.Get<Texts>();
        Assert.Equal(Verdict.Ok, request.Verdict);
        Assert.NotEqual(request.Decision!.Reason, page.Find("[data-testid=reason]").TextContent);
        Assert.Contains(texts.Said("answered"), page.Find(".timeline").TextContent, StringComparison.Ordinal);
        Assert.All(stage.Parts.Routes.Resolve("gpt-5.4", AntigravityTools.Protocols.Model.Protocol.OpenAIChat).Candidates, candidate => Assert.NotEqual(candidate.Reason, texts.Said(candidate.Reason)));
    }

    [Fact]
    public async Task SentenceOfAnotherVersion_IsShownAsItIs()
    {
        await using var stage = await ConsoleStage.StartAsync();
        Assert.Equal("It felt right.", stage.Get<Texts>().Said("It felt right."));
    }
}
