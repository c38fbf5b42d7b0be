using AntigravityTools.Core.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Accounts;

public sealed class AffinityTableTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Binding_HoldsForItsTimeAndIsRenewedByUse()
    {
        var time = new FakeTimeProvider();
        var table = new AffinityTable(time, 10);
        table.Bind(TestPool.Conversation(1), "a", Hour);
        time.Advance(TimeSpan.FromMinutes(40));
        table.Bind(TestPool.Conversation(1), "a", Hour);
        time.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal("a", table.Find(TestPool.Conversation(1)));
        time.Advance(TimeSpan.FromMinutes(20));
        Assert.Null(table.Find(TestPool.Conversation(1)));
    }

    [Fact]
    public void FullTable_LetsTheIdleOnesGo()
    {
        var time = new FakeTimeProvider();
        var table = new AffinityTable(time, 100);
        for (ulong number = 1; number <= 1000; number++)
        {
            table.Bind(TestPool.Conversation(number), "a", Hour);
            time.Advance(TimeSpan.FromSeconds(1));
            table.Bind(TestPool.Conversation(1), "kept", Hour);
        }

        Assert.Equal(100, table.Count);
        Assert.Equal("kept", table.Find(TestPool.Conversation(1)));
        Assert.Equal("a", table.Find(TestPool.Conversation(1000)));
        Assert.Null(table.Find(TestPool.Conversation(500)));
    }

    [Fact]
    public void EndedBindings_TakeNoRoom()
    {
        var time = new FakeTimeProvider();
        var table = new AffinityTable(time, 1000);
        for (ulong number = 1; number <= 500; number++)
        {
            table.Bind(TestPool.Conversation(number), "a", Hour);
        }

        time.Advance(Hour);
        table.Bind(TestPool.Conversation(9999), "a", Hour);
        Assert.Equal(1, table.Count);
    }
}
