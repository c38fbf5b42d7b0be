using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Usage;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Usage;

public sealed class PriceListTests
{
    private static readonly TokenUsage Mixed = new() { Input = 1_000_000, CacheRead = 400_000, CacheWrite = 100_000, Output = 200_000, Reasoning = 50_000 };

    [Fact]
    public void ShippedList_SaysItsDateSourceAndUnit()
    {
        var prices = new PriceList();
        Assert.True(DateOnly.TryParseExact(prices.Version, "yyyy-MM-dd", out _));
        Assert.NotEmpty(prices.Source);
        Assert.Equal("USD per million tokens", prices.Unit);
        Assert.All(prices.Shipped.Values, price => Assert.True(price is { Input: >= 0, Output: >= 0 }));
    }

    [Fact]
    public void EachKindOfToken_HasItsPrice()
    {
        var prices = new PriceList();
        prices.SetOwn(Own("mine", new ModelPrice(Input: 10, Output: 20, CacheRead: 1, CacheWrite: 12, Reasoning: 40)));
        Assert.Equal((0.5m * 10) + (0.4m * 1) + (0.1m * 12) + (0.15m * 20) + (0.05m * 40), prices.CostOf("mine", Mixed));
    }

    [Fact]
    public void KindWithoutPrice_CostsWhatItIsAPartOf()
    {
        var prices = new PriceList();
        prices.SetOwn(Own("mine", new ModelPrice(Input: 10, Output: 20)));
        Assert.Equal(10m + (0.2m * 20), prices.CostOf("mine", Mixed));
    }

    [Fact]
    public void UnknownModelOrUsage_HasNoCost()
    {
        var prices = new PriceList();
        Assert.Null(prices.CostOf("nobody-knows-1", Mixed));
        Assert.Null(prices.CostOf("gpt-4o", TokenUsage.Unknown));
        Assert.Null(prices.CostOf("gpt-4o-unheard-of", Mixed));
    }

    [Fact]
    public void DatedName_HasThePriceOfItsModel()
    {
        var prices = new PriceList();
        Assert.NotNull(prices.CostOf("gpt-4o", Mixed));
        Assert.Equal(prices.CostOf("gpt-4o", Mixed), prices.CostOf("GPT-4o-2024-08-06", Mixed));
        Assert.Equal(prices.CostOf("gpt-4o-mini", Mixed), prices.CostOf("gpt-4o-mini-2024-07-18", Mixed));
    }

    [Fact]
    public void OwnPrice_WinsUntilItIsTakenBack()
    {
        var prices = new PriceList();
        var shipped = prices.CostOf("gpt-4o", Mixed);
        prices.SetOwn(Own("gpt-4o", new ModelPrice(0, 0)));
        Assert.Equal(0, prices.CostOf("gpt-4o-2024-08-06", Mixed));
        prices.SetOwn(prices.Own.Clear());
        Assert.Equal(shipped, prices.CostOf("gpt-4o", Mixed));
    }

    private static ImmutableDictionary<string, ModelPrice> Own(string model, ModelPrice price) =>
        ImmutableDictionary.Create<string, ModelPrice>(StringComparer.OrdinalIgnoreCase).Add(model, price);
}
