namespace AntigravityTools.Core.Accounts;

/// <summary>Members of a ready set that stand alike, in no order: joining and leaving cost the same however many there are.</summary>
internal sealed class MemberGroup
{
    private AccountEntry[] _entries = [];
    private int[] _members = [];

    public int Count { get; private set; }

    public ReadOnlySpan<AccountEntry> Entries => _entries.AsSpan(0, Count);

    /// <summary>Adds a member; returns its place.</summary>
    public int Add(AccountEntry entry, int member)
    {
        if (Count == _entries.Length)
        {
            var size = Math.Max(4, Count * 2);
            Array.Resize(ref _entries, size);
            Array.Resize(ref _members, size);
        }

        (_entries[Count], _members[Count]) = (entry, member);
        return Count++;
    }

    /// <summary>Removes the member at a place; returns the member that took that place, or -1.</summary>
    public int RemoveAt(int place)
    {
        Count--;
        var moved = place == Count ? -1 : _members[Count];
        (_entries[place], _members[place]) = (_entries[Count], _members[Count]);
        _entries[Count] = null!;
        return moved;
    }
}
