using System.Globalization;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Xunit;

namespace AntigravityTools.Testing.Contracts;

/// <summary>What the contracts of <see cref="IUsageStore"/> have in common.</summary>
public abstract class UsageStoreContract
{
    /// <summary>An empty store.</summary>
    protected abstract IUsageStore Store { get; }

    /// <summary>Appends requests as one batch.</summary>
    protected Task AppendAsync(params RequestRecord[] requests) => Store.AppendAsync(requests, TestContext.Current.CancellationToken);

    /// <summary>Asserts which requests a query finds, by number, in order, page after page.</summary>
    protected async Task AssertFindsAsync(RequestQuery query, params int[] expected) => Assert.Equal<IEnumerable<int>>(expected, await FindAsync(query));

    private async Task<List<int>> FindAsync(RequestQuery query)
    {
        var numbers = new List<int>();
        for (var next = query; ;)
        {
            var page = await Store.QueryAsync(next, TestContext.Current.CancellationToken);
            Assert.True(page.Items.Length <= query.Limit);
            numbers.AddRange(page.Items.Select(request => int.Parse(request.Id.AsSpan(4), CultureInfo.InvariantCulture)));
            if (page.Next is null)
            {
                return numbers;
            }

            Assert.Equal(page.Items[^1].Id, page.Next);
            next = query with { Before = page.Next };
        }
    }
}
