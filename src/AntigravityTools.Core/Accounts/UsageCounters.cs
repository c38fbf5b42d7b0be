namespace AntigravityTools.Core.Accounts;

/// <summary>What the gateway itself sent to an account: requests and tokens in the running minute and the running UTC day. A new process takes them from the request history.</summary>
public sealed class UsageCounters
{
    private readonly Lock _lock = new();
    private Window _minute = new(0, 0, 0);
    private Window _day = new(0, 0, 0);

    /// <summary>The running minute's and the running day's counts.</summary>
    public ((long Requests, long Tokens) Minute, (long Requests, long Tokens) Day) Read(DateTimeOffset now)
    {
        lock (_lock)
        {
            Turn(now);
            return ((_minute.Requests, _minute.Tokens), (_day.Requests, _day.Tokens));
        }
    }

    internal void Count(DateTimeOffset now, long requests, long tokens)
    {
        lock (_lock)
        {
            Turn(now);
            _minute = new Window(_minute.Number, _minute.Requests + requests, _minute.Tokens + tokens);
            _day = new Window(_day.Number, _day.Requests + requests, _day.Tokens + tokens);
        }
    }

    /// <summary>Takes over what the history knows; what was counted meanwhile is never made less.</summary>
    internal void Recall(DateTimeOffset now, (long Requests, long Tokens) minute, (long Requests, long Tokens) day)
    {
        lock (_lock)
        {
            Turn(now);
            _minute = new Window(_minute.Number, Math.Max(_minute.Requests, minute.Requests), Math.Max(_minute.Tokens, minute.Tokens));
            _day = new Window(_day.Number, Math.Max(_day.Requests, day.Requests), Math.Max(_day.Tokens, day.Tokens));
        }
    }

    private void Turn(DateTimeOffset now)
    {
        var (minute, day) = (now.UtcTicks / TimeSpan.TicksPerMinute, now.UtcTicks / TimeSpan.TicksPerDay);
        _minute = _minute.Number == minute ? _minute : new Window(minute, 0, 0);
        _day = _day.Number == day ? _day : new Window(day, 0, 0);
    }

    private readonly record struct Window(long Number, long Requests, long Tokens);
}
