using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>The explanations that the rows of one batch share.</summary>
internal sealed class ExplanationTable(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<int, (Explanation Explanation, LastSeen Seen)> _byHash = [];
    private readonly RowStatement _save = new(
        connection,
        """
        INSERT INTO explanations (id, body, last_day) VALUES (?1, ?2, ?3)
        ON CONFLICT (id) DO UPDATE SET last_day = excluded.last_day WHERE excluded.last_day > last_day
        """);

    private (Explanation Explanation, LastSeen Seen)? _last;

    public void Dispose() => _save.Dispose();

    /// <summary>The id of a request's explanation, which is saved where it is new or was last seen on an earlier day.</summary>
    internal long IdOf(RequestRecord request, ReadOnlySpan<char> usage, long day)
    {
        // Neighbouring requests mostly share theirs, and to compare is cheaper than to hash.
        if (_last is { } last && Fits(last, request, usage, day))
        {
            return last.Seen.Id;
        }

        var hash = Explanation.HashOf(request, usage);
        if (!_byHash.TryGetValue(hash, out var found) || !Fits(found, request, usage, day))
        {
            var explanation = Explanation.Of(request, usage);
            _byHash[hash] = found = (explanation, Save(explanation, day));
        }

        _last = found;
        return found.Seen.Id;
    }

    private static bool Fits((Explanation Explanation, LastSeen Seen) known, RequestRecord request, ReadOnlySpan<char> usage, long day) =>
        day <= known.Seen.Day && known.Explanation.Explains(request, usage);

    private LastSeen Save(Explanation explanation, long day)
    {
        var body = explanation.ToJson();
        var seen = new LastSeen(Facet.HashOf(body), day);
        _save.Bind(seen.Id).Bind(body).Bind(day).TryRun();
        return seen;
    }
}
