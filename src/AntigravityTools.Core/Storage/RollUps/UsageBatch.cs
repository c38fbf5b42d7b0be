using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Storage.RollUps;

/// <summary>
/// Adds up a batch of requests. Those that are alike in everything that is grouped by share one sum, which the groups then add up: to add
/// each request to each of its groups costs five times as much. Not for several threads at once.
/// </summary>
public sealed class UsageBatch
{
    private readonly Dictionary<Kind, Part> _parts = [];
    private Kind _lastKind;
    private Part? _lastPart;

    /// <summary>Adds one request.</summary>
    public void Add(RequestRecord request)
    {
        var part = PartOf(new Kind(
            request.StartedAt.UtcTicks / TimeSpan.TicksPerHour, request.ResolvedModel, request.AccountId, request.Account, request.Key, request.Protocol));
        part.Sums.Add(request);
        part.Last = request.StartedAt > part.Last ? request.StartedAt : part.Last;
    }

    /// <summary>The sums by hour and group; each request counts once for the hour and once in each <see cref="UsageGroup"/>.</summary>
    public Dictionary<RollUpKey, UsageSums> Hours()
    {
        var hours = new Dictionary<RollUpKey, UsageSums>();
        foreach (var (kind, part) in _parts)
        {
            var hour = new DateTimeOffset(kind.Hour * TimeSpan.TicksPerHour, TimeSpan.Zero);
            RollUp.Add(hours, new RollUpKey(null, hour, ""), part.Sums);
            RollUp.Add(hours, new RollUpKey(UsageGroup.Model, hour, kind.Model ?? ""), part.Sums);
            RollUp.Add(hours, new RollUpKey(UsageGroup.Account, hour, kind.Account ?? kind.AccountId ?? ""), part.Sums);
            RollUp.Add(hours, new RollUpKey(UsageGroup.Key, hour, kind.Key ?? ""), part.Sums);
            RollUp.Add(hours, new RollUpKey(UsageGroup.Protocol, hour, kind.Protocol?.ToName() ?? ""), part.Sums);
        }

        return hours;
    }

    /// <summary>What the requests add to the totals of their accounts, by account id.</summary>
    public Dictionary<string, AccountTotals> Totals()
    {
        var totals = new Dictionary<string, AccountTotals>(StringComparer.Ordinal);
        foreach (var (kind, part) in _parts)
        {
            if (kind.AccountId is { } id)
            {
                totals[id] = totals.GetValueOrDefault(id, AccountTotals.None) + new AccountTotals
                {
                    Requests = part.Sums.Requests,
                    Errors = part.Sums.Errors,
                    InputTokens = part.Sums.InputTokens,
                    OutputTokens = part.Sums.OutputTokens,
                    LastUsedAt = part.Last,
                };
            }
        }

        return totals;
    }

    // Neighbouring requests mostly are of one kind, and to compare is cheaper than to hash.
    private Part PartOf(Kind kind)
    {
        if (_lastPart is not null && kind == _lastKind)
        {
            return _lastPart;
        }

        if (!_parts.TryGetValue(kind, out var part))
        {
            _parts[kind] = part = new Part();
        }

        (_lastKind, _lastPart) = (kind, part);
        return part;
    }

    // The hour is a number of hours since 0001-01-01, UTC.
    private readonly record struct Kind(long Hour, string? Model, string? AccountId, string? Account, string? Key, Protocol? Protocol);

    private sealed class Part
    {
        internal UsageSums Sums { get; } = new();

        internal DateTimeOffset Last { get; set; }
    }
}
