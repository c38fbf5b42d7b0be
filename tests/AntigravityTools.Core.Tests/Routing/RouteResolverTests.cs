using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Routing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Routing;

public sealed class RouteResolverTests
{
    private RoutingConfig _config = new();

    [Theory]
    [InlineData("claude-haiku-5", "claude-*", "b")]
    [InlineData("CLAUDE-OPUS-5-1", "claude-opus-*", "c")]
    [InlineData("claude-opus-5-exact", "Claude-Opus-5-Exact", "d")]
    [InlineData("gpt-5.4", "*", "a")]
    public void Rules_TheMostLiteralOneWins_WhateverTheCase(string model, string rule, string resolved)
    {
        _config = new RoutingConfig
        {
            Rules = [Rule("*", "a"), Rule("claude-*", "b"), Rule("claude-opus-*", "c"), Rule("Claude-Opus-5-Exact", "d")],
        };
        var decision = Resolver(Account("one", "openai", "a", "b", "c", "d")).Resolve(model);
        Assert.Equal((rule, resolved), (decision.Rule, decision.ResolvedModel));
        Assert.Equal(["one"], decision.AccountIds);
    }

    [Fact]
    public void Rule_NarrowsByProviderAndAccounts_CarriesReasoningAndFallbacks()
    {
        _config = new RoutingConfig
        {
            Rules = [new ModelRuleConfig { Match = "fast", Model = "m", Provider = "groq", Fallbacks = ["n"], Effort = "low", ThinkingBudget = 512 }],
        };
        var decision = Resolver(Account("one", "openai", "m"), Account("two", "groq", "m"), Account("three", "openai", "n")).Resolve("fast");
        Assert.Equal(["two"], decision.AccountIds);
        Assert.Equal(("low", 512), (decision.Effort, decision.ThinkingBudget));
        var fallback = Assert.Single(decision.Fallbacks);
        Assert.Equal(("n", "three"), (fallback.ResolvedModel, Assert.Single(fallback.AccountIds)));
        Assert.Equal(["rule 1", "model_not_offered 1"], decision.PassedOver.Select(passed => $"{passed.Reason} {passed.Count}"));
    }

    [Fact]
    public void BackgroundRule_IsForBackgroundRequestsAlone()
    {
        _config = new RoutingConfig { Rules = [Rule("claude-exact", "a"), Rule("claude-*", "cheap") with { Background = true }] };
        var resolver = Resolver(Account("one", "openai", "a", "cheap"));
        Assert.Equal(("a", "cheap"), (resolver.Resolve("claude-exact").ResolvedModel, resolver.Resolve("claude-exact", background: true).ResolvedModel));
    }

    [Theory]
    [InlineData("groq/m", "two")]
    [InlineData("Account one:m", "one")]
    [InlineData("two:m", "two")]
    [InlineData("m", "one,two")]
    public void Prefix_AddressesProviderOrAccount(string model, string accounts)
    {
        var decision = Resolver(Account("one", "openai", "m"), Account("two", "groq", "m")).Resolve(model);
        Assert.Equal(("m", accounts), (decision.ResolvedModel, string.Join(',', decision.AccountIds)));
    }

    [Fact]
    public void NameThatNobodyOffers_ComesWithNearOnes()
    {
        var decision = Resolver(Account("one", "openai", "gpt-5.4", "gpt-5.4-mini", "whisper-1")).Resolve("gpt-5.5");
        Assert.Empty(decision.AccountIds);
        Assert.Equal("gpt-5.4", decision.NearNames[0]);
        Assert.DoesNotContain("whisper-1", decision.NearNames);
    }

    [Fact]
    public void SameName_GivesTheSameDecision_UntilRulesOrAccountsChange()
    {
        var catalogue = new ModelCatalogue();
        catalogue.SetAccounts([Account("one", "openai", "m")]);
        var resolver = new RouteResolver(catalogue, () => _config);
        var first = resolver.Resolve("m");
        Assert.Same(first, resolver.Resolve("m"));
        catalogue.SetAccounts([Account("one", "openai", "m"), Account("two", "openai", "m")]);
        Assert.Equal(2, resolver.Resolve("m").AccountIds.Length);
        _config = new RoutingConfig { Rules = [Rule("m", "n")] };
        Assert.Equal("n", resolver.Resolve("m").ResolvedModel);
        Assert.All(Enumerable.Range(0, 3000), number => Assert.Equal($"x{number}", resolver.Resolve($"x{number}").ResolvedModel));
    }

    private static ModelRuleConfig Rule(string match, string model) => new() { Match = match, Model = model };

    private static Account Account(string id, string provider, params string[] models) => new()
    {
        Id = id, Provider = provider, Name = "Account " + id, BaseUrl = new Uri("https://example.com"), Credential = new Credential.None(),
        Protocols = [Protocol.OpenAIChat], OfferedModels = [.. models], CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private RouteResolver Resolver(params Account[] accounts)
    {
        var catalogue = new ModelCatalogue();
        catalogue.SetAccounts(accounts);
        return new RouteResolver(catalogue, () => _config);
    }
}
