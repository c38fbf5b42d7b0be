using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>
/// In which short stretches of time, the slots, there are rows of which combination. Under load a slot has hundreds of rows and few
/// combinations, so that this costs a hundredth of an index of every row; otherwise it is such an index.
/// </summary>
internal sealed class FacetSlots(SqliteConnection connection) : IDisposable
{
    // A tenth of a second: 2^20 ticks of 100 ns.
    private const int Bits = 20;
    private readonly RowStatement _save = new(connection, "INSERT OR IGNORE INTO facet_slots (facet, slot) VALUES (?1, ?2)");
    private readonly HashSet<(long Facet, long Slot)> _known = [];
    private (long Facet, long Slot) _last;

    public void Dispose() => _save.Dispose();

    /// <summary>The slot of a place in the order of rows.</summary>
    internal static long Of(long place) => place >> Bits;

    /// <summary>The same in SQL, of a column.</summary>
    internal static string Of(string place) => FormattableString.Invariant($"{place} >> {Bits}");

    /// <summary>The first place of a slot.</summary>
    internal static long StartOf(long slot) => slot << Bits;

    /// <summary>The place behind its last one.</summary>
    internal static long EndOf(long slot) => StartOf(slot + 1);

    /// <summary>A row of a combination is at a place.</summary>
    internal void Add(long facet, long place)
    {
        var entry = (facet, Of(place));
        if (entry != _last && _known.Add(entry))
        {
            _save.Bind(facet).Bind(entry.Item2).TryRun();
        }

        _last = entry;
    }
}
