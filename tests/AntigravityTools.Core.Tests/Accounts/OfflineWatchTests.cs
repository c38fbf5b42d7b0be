using AntigravityTools.Core.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Accounts;

public sealed class OfflineWatchTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TwoHostsWithinFiveSeconds_MeanOffline_AndBothAreForgiven()
    {
        var watch = new OfflineWatch(_time);
        Assert.Empty(watch.ConnectFailed("one.example.com", "a"));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["a", "b"], watch.ConnectFailed("two.example.com", "b").Order());
    }

    [Fact]
    public void OneHost_OrTwoFarApart_OrAnAnswerBetween_MeanNothing()
    {
        var watch = new OfflineWatch(_time);
        Assert.Empty(watch.ConnectFailed("one.example.com", "a"));
        Assert.Empty(watch.ConnectFailed("ONE.example.com", "b"));
        _time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Empty(watch.ConnectFailed("two.example.com", "c"));
        watch.Connected();
        Assert.Empty(watch.ConnectFailed("three.example.com", "d"));
    }
}
