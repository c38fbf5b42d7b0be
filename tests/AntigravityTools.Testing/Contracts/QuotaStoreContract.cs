using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Xunit;

namespace AntigravityTools.Testing.Contracts;

/// <summary>What every <see cref="IQuotaStore"/> does.</summary>
public abstract class QuotaStoreContract
{
    /// <summary>An empty store.</summary>
    protected abstract IQuotaStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SavedReadings_ComeBackWithEveryFieldAndUnknownStaysUnknown()
    {
        var known = Reading("tokens", "gpt-5.4", 1000, 12.5);
        var unknown = new QuotaReading { Name = "requests", Source = "header", ObservedAt = SampleRequests.Noon };

        await SaveAsync("acc_1", known, unknown);

        var read = (await Store.LoadAsync(Token))["acc_1"];
        Assert.Equal(new HashSet<QuotaReading> { known, unknown }, read.ToHashSet());
        Assert.Null(read.Single(reading => reading.Name == "requests").Fraction);
    }

    [Fact]
    public async Task SecondSave_ReplacesWhatIsKnownOfThatAccountAlone()
    {
        await SaveAsync("acc_1", Reading("old", null, 1, 1));
        await SaveAsync("acc_2", Reading("other", null, 1, 1));

        await SaveAsync("acc_1", Reading("new", null, 1, 0));

        var all = await Store.LoadAsync(Token);
        Assert.Equal("new", Assert.Single(all["acc_1"]).Name);
        Assert.Equal("other", Assert.Single(all["acc_2"]).Name);
    }

    [Fact]
    public async Task AccountWithoutReadings_IsForgotten()
    {
        await SaveAsync("acc_1", Reading("old", null, 1, 1));

        await SaveAsync("acc_1");

        Assert.Empty(await Store.LoadAsync(Token));
    }

    private static QuotaReading Reading(string name, string? model, double limit, double remaining) => new()
    {
        Name = name, Model = model, Limit = limit, Remaining = remaining, Source = "x-ratelimit-limit-" + name,
        ObservedAt = SampleRequests.Noon, ResetsAt = SampleRequests.Noon.AddMinutes(1),
    };

    private Task SaveAsync(string account, params QuotaReading[] readings) =>
        Store.SaveAsync(new Dictionary<string, IReadOnlyList<QuotaReading>> { [account] = readings }, Token);
}
