using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>
/// The candidates for one model, kept sorted by what they are fit for, so that a pick looks at ready ones only and a change moves one
/// member. Guarded by the pool's writer section.
/// </summary>
internal sealed class ReadySet
{
    private static readonly int States = Enum.GetValues<AccountState>().Length;
    private readonly AccountEntry[] _members;
    private readonly int[] _group;
    private readonly int[] _place;
    private readonly int[] _tier;
    private readonly MemberGroup[] _groups;

    public ReadySet(AccountEntry[] members, string? model, bool tiered, DateTimeOffset now)
    {
        (_members, Model, IsTiered) = (members, model, tiered);
        (_group, _place, _tier) = (new int[members.Length], new int[members.Length], new int[members.Length]);
        int[] priorities = tiered ? [.. members.Select(entry => entry.Account.Priority).Distinct().Order()] : [0];
        Tiers = priorities.Length;
        _groups = new MemberGroup[States + 1 + Tiers];
        for (var i = 0; i < _groups.Length; i++)
        {
            _groups[i] = new MemberGroup();
        }

        for (var member = 0; member < members.Length; member++)
        {
            _tier[member] = tiered ? Array.BinarySearch(priorities, members[member].Account.Priority) : 0;
            _group[member] = GroupOf(member, now);
            _place[member] = _groups[_group[member]].Add(members[member], member);
        }
    }

    public string? Model { get; }

    /// <summary>True where the members are told apart by priority.</summary>
    public bool IsTiered { get; }

    /// <summary>Number of tiers; 1 where the strategy has none.</summary>
    public int Tiers { get; }

    /// <summary>Every candidate, in the order of the request's list.</summary>
    public ReadOnlySpan<AccountEntry> Members => _members;

    /// <summary>Grows with every change.</summary>
    public int Version { get; private set; }

    /// <summary>The accounts that are blocked but may be tested by one request.</summary>
    public ReadOnlySpan<AccountEntry> ProbeDue => _groups[States].Entries;

    /// <summary>The ready accounts of a tier.</summary>
    public ReadOnlySpan<AccountEntry> Ready(int tier) => _groups[States + 1 + tier].Entries;

    /// <summary>The accounts in a state that keeps them from being used.</summary>
    public ReadOnlySpan<AccountEntry> In(AccountState state) => _groups[(int)state].Entries;

    /// <summary>The last refusal, kept for a moment where finding it means looking at many.</summary>
    public (LeaseRefusal Refusal, DateTimeOffset At)? LastRefusal { get; set; }

    /// <summary>An account's place among the members; -1 where it is none of them.</summary>
    public int Find(AccountEntry entry)
    {
        if (_members.Length <= 1)
        {
            return _members.Length == 1 && ReferenceEquals(_members[0], entry) ? 0 : -1;
        }

        foreach (var (set, member) in entry.Memberships)
        {
            if (ReferenceEquals(set, this))
            {
                return member;
            }
        }

        return -1;
    }

    /// <summary>True where the member stands among these entries of the set.</summary>
    public bool IsAmong(int member, ReadOnlySpan<AccountEntry> entries) =>
        _place[member] < entries.Length && ReferenceEquals(entries[_place[member]], _members[member]);

    /// <summary>Looks at a member anew.</summary>
    public void Refresh(int member, DateTimeOffset now)
    {
        var group = GroupOf(member, now);
        if (group == _group[member])
        {
            return;
        }

        var moved = _groups[_group[member]].RemoveAt(_place[member]);
        if (moved >= 0)
        {
            _place[moved] = _place[member];
        }

        _group[member] = group;
        _place[member] = _groups[group].Add(_members[member], member);
        Version++;
    }

    private int GroupOf(int member, DateTimeOffset now)
    {
        var standing = AccountStatusReader.StandingOf(_members[member], Model, now);
        return standing.IsReady ? States + 1 + _tier[member] : standing.ProbeDue ? States : (int)standing.State;
    }
}
