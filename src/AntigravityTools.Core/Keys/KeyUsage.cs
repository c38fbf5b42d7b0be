using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Keys;

/// <summary>
/// What a key has used and reserved. A request reserves its estimate before it is sent and settles with what it really used, so that
/// many at once can not run past a limit: what overshoots is one request at most.
/// </summary>
internal sealed class KeyUsage
{
    private readonly Lock _gate = new();
    private readonly MinuteWindow _requests = new();
    private readonly MinuteWindow _tokens = new();
    private DateOnly _day;
    private long _dayTokens;
    private decimal _dayCost;
    private long _reservedTokens;
    private decimal _reservedCost;
    private int _running;

    /// <summary>Takes over what was used today before a restart.</summary>
    public void Restore(DateTimeOffset now, long tokens, decimal cost)
    {
        lock (_gate)
        {
            (_day, _dayTokens, _dayCost) = (DateOnly.FromDateTime(now.UtcDateTime), tokens, cost);
        }
    }

    /// <summary>Used today, with what is reserved.</summary>
    public (long Tokens, decimal Cost, int Running) Now(DateTimeOffset now)
    {
        lock (_gate)
        {
            Advance(now);
            return (_dayTokens, _dayCost, _running);
        }
    }

    /// <summary>Reserves, or says which limit stands in the way.</summary>
    public Fault? Reserve(ClientKey key, long tokens, decimal cost, DateTimeOffset now)
    {
        lock (_gate)
        {
            Advance(now);
            if (Find(key, tokens, cost, now) is { } refused)
            {
                return refused;
            }

            _requests.Add(1, now);
            _running++;
            _reservedTokens += tokens;
            _reservedCost += cost;
            return null;
        }
    }

    /// <summary>Gives a reservation back and counts what was used.</summary>
    public void Settle(long reservedTokens, decimal reservedCost, long tokens, decimal cost, DateTimeOffset now)
    {
        lock (_gate)
        {
            Advance(now);
            _running--;
            _reservedTokens -= reservedTokens;
            _reservedCost -= reservedCost;
            _tokens.Add(tokens, now);
            _dayTokens += tokens;
            _dayCost += cost;
        }
    }

    private Fault? Find(ClientKey key, long tokens, decimal cost, DateTimeOffset now)
    {
        if (key.MaxConcurrency is { } most && _running >= most)
        {
            return Refuse(key, FaultKind.RateLimited, "max_concurrency", $"{most} requests at a time", TimeSpan.FromSeconds(1));
        }

        if (key.RequestsPerMinute is { } rpm && _requests.Sum >= rpm)
        {
            return Refuse(key, FaultKind.RateLimited, "rpm", $"{rpm} requests per minute", _requests.UntilBelow(rpm));
        }

        if (key.TokensPerMinute is { } tpm && !Fits(_tokens.Sum, _reservedTokens, tokens, tpm))
        {
            return Refuse(key, FaultKind.RateLimited, "tpm", $"{tpm} tokens per minute", _tokens.Sum >= tpm ? _tokens.UntilBelow(tpm) : TimeSpan.FromSeconds(1));
        }

        var tomorrow = new DateTimeOffset(_day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) - now;
        if (key.DailyTokens is { } daily && !Fits(_dayTokens, _reservedTokens, tokens, daily))
        {
            return Refuse(key, FaultKind.QuotaExhausted, "daily_tokens", $"{daily} tokens a day", _dayTokens >= daily ? tomorrow : TimeSpan.FromSeconds(1));
        }

        return key.DailyCostUsd is { } money && !(_dayCost < money && (_reservedCost == 0 || _dayCost + _reservedCost + cost <= money))
            ? Refuse(key, FaultKind.QuotaExhausted, "daily_cost_usd", $"${money} a day", _dayCost >= money ? tomorrow : TimeSpan.FromSeconds(1))
            : null;
    }

    // One request may run past the limit, and only where no other one is still out.
    private static bool Fits(long used, long reserved, long wanted, long limit) =>
        used < limit && (reserved == 0 || used + reserved + wanted <= limit);

    private void Advance(DateTimeOffset now)
    {
        _requests.Advance(now);
        _tokens.Advance(now);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (today > _day)
        {
            (_day, _dayTokens, _dayCost) = (today, 0, 0);
        }
    }

    private static Fault Refuse(ClientKey key, FaultKind kind, string limit, string words, TimeSpan wait) => new()
    {
        Kind = kind,
        Code = "client_key_limit",
        Limit = limit,
        RetryAfter = wait,
        Message = $"The client key '{key.Name}' is limited to {words} ({limit}), and that is used up. "
            + $"Try again in {Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0} s, or raise the limit on the console's API Proxy page.",
    };
}
