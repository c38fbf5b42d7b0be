using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>Counts the accounts that a selection passed over; allocates nothing until the first one.</summary>
internal struct PassedOverTally
{
    private const int NamesKept = 20;
    private List<(string Reason, int Count, List<string> Names)>? _reasons;

    public void Add(string reason, string account)
    {
        _reasons ??= [];
        var at = _reasons.FindIndex(item => item.Reason == reason);
        if (at < 0)
        {
            _reasons.Add((reason, 1, [account]));
            return;
        }

        var (_, count, names) = _reasons[at];
        if (names.Count < NamesKept)
        {
            names.Add(account);
        }

        _reasons[at] = (reason, count + 1, names);
    }

    public readonly ImmutableArray<PassedOver> ToImmutable() =>
        _reasons is null ? [] : [.. _reasons.Select(item => new PassedOver(item.Reason, item.Count, [.. item.Names]))];
}
