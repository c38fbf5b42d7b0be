using System.Net;
using AntigravityTools.Server.Auth;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Server.Tests.Auth;

public sealed class LoginTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Token_WorksOnceWithinTenMinutes()
    {
        var tokens = new LoginTokens(_time);
        var (used, late) = (tokens.Mint(), tokens.Mint());
        Assert.NotEqual(used, late);
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.True(tokens.Redeem(used));
        Assert.False(tokens.Redeem(used));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(tokens.Redeem(late));
        Assert.False(tokens.Redeem(""));
    }

    [Fact]
    public void TooManyTokens_TheOldestStopsWorking()
    {
        var tokens = new LoginTokens(_time);
        var first = tokens.Mint();
        _time.Advance(TimeSpan.FromSeconds(1));
        var others = Enumerable.Range(0, 32).Select(_ => tokens.Mint()).ToList();
        Assert.False(tokens.Redeem(first));
        Assert.All(others, token => Assert.True(tokens.Redeem(token)));
    }

    [Fact]
    public void Session_LastsWhileItIsUsed()
    {
        var sessions = new ConsoleSessions(_time);
        var session = sessions.Open();
        for (var week = 0; week < 3; week++)
        {
            _time.Advance(TimeSpan.FromDays(6));
            Assert.True(sessions.Use(session));
        }

        _time.Advance(TimeSpan.FromDays(7));
        Assert.False(sessions.Use(session));
    }

    [Fact]
    public void TooManySessions_TheLongestUnusedEnds()
    {
        var sessions = new ConsoleSessions(_time);
        var (used, unused) = (sessions.Open(), sessions.Open());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(sessions.Use(used));
        for (var i = 0; i < 63; i++)
        {
            sessions.Open();
        }

        Assert.True(sessions.Use(used));
        Assert.False(sessions.Use(unused));
    }

    [Fact]
    public void WrongKeys_CloseTheLoginToThatAddressForAMinute()
    {
        var throttle = new LoginThrottle(_time);
        var (guesser, other) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(throttle.WaitOf(guesser));
            throttle.Fail(guesser);
        }

        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(40), throttle.WaitOf(guesser));
        Assert.Null(throttle.WaitOf(other));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(throttle.WaitOf(guesser));
        throttle.Fail(guesser);
        Assert.Null(throttle.WaitOf(guesser));
    }

    [Fact]
    public void RightKey_ForgetsTheWrongOnes()
    {
        var throttle = new LoginThrottle(_time);
        for (var i = 0; i < 4; i++)
        {
            throttle.Fail(IPAddress.Loopback);
        }

        throttle.Succeed(IPAddress.Loopback);
        throttle.Fail(IPAddress.Loopback);
        Assert.Null(throttle.WaitOf(IPAddress.Loopback));
    }
}
