using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>
/// Finds the newest rows of a query without reading the others: first among the latest rows of all, where most queries end; what is
/// still missing, from the index of each combination that fits, each read no further than the best so far allow.
/// </summary>
internal sealed class RequestSearch
{
    private const int LargestPage = 500;
    private const int LatestRows = 4_000;
    private readonly SqliteConnection _connection;
    private readonly RequestQuery _query;
    private readonly int _latestRows;
    private readonly int _wanted;
    private readonly long _from;
    private long _before;

    private RequestSearch(SqliteConnection connection, RequestQuery query, int latestRows)
    {
        (_connection, _query, _latestRows) = (connection, query, latestRows);
        _wanted = Math.Clamp(query.Limit, 1, LargestPage) + 1;
        _from = query.From?.UtcTicks ?? 0;
        _before = query.To?.UtcTicks ?? long.MaxValue;
    }

    internal static RequestPage Run(SqliteConnection connection, RequestQuery query, int latestRows = LatestRows)
    {
        var search = new RequestSearch(connection, query, latestRows);
        var requests = RequestReader.ReadAll(connection, search.Places());
        var limit = search._wanted - 1;
        return requests.Count > limit
            ? new RequestPage([.. requests[..limit]], requests[limit - 1].Id)
            : new RequestPage([.. requests], null);
    }

    private List<long> Places()
    {
        if (_query.Before is { } id)
        {
            // A row that is gone was older than all that are left.
            _before = Math.Min(_before, _connection.Number("SELECT seq FROM requests WHERE id = $id", ("$id", id)));
        }

        var filter = FacetFilter.Of(_connection, _query);
        var places = Latest(filter, out var isComplete);
        if (!isComplete)
        {
            places.AddRange(Older(filter!, _wanted - places.Count));
        }

        return places;
    }

    private List<long> Latest(FacetFilter? filter, out bool isComplete)
    {
        const string Sql =
            """
            SELECT seq, facet, error IS NOT NULL AND $text IS NOT NULL AND EXISTS (SELECT 1 FROM errors WHERE id = error AND instr(folded, $text) > 0)
            FROM requests WHERE seq < $before AND seq >= $from ORDER BY seq DESC LIMIT $limit
            """;
        var places = new List<long>(_wanted);
        var limit = filter is null ? _wanted : _latestRows;
        using var command = Command(Sql, ("$text", _query.Text?.ToLowerInvariant()), ("$limit", limit));
        using var row = command.ExecuteReader();
        var read = 0;
        for (; places.Count < _wanted && row.Read(); read++)
        {
            _before = row.GetInt64(0);
            if (filter is null || filter.Matches(row.GetInt64(1), row.GetBoolean(2)))
            {
                places.Add(_before);
            }
        }

        isComplete = places.Count == _wanted || read < limit;
        return places;
    }

    private List<long> Older(FacetFilter filter, int missing)
    {
        var best = new NewestPlaces(missing);
        using (var command = Command("SELECT seq FROM requests WHERE facet = $facet AND seq < $before AND seq >= $from ORDER BY seq DESC", ("$facet", null)))
        {
            foreach (var facet in filter.Matching)
            {
                command.Parameters["$facet"].Value = facet;
                Collect(command, best, _ => true);
            }
        }

        if (filter.LooksAtErrors && !string.IsNullOrEmpty(_query.Text))
        {
            using var command = Command("SELECT seq, facet FROM requests WHERE error = $error AND seq < $before AND seq >= $from ORDER BY seq DESC", ("$error", null));
            foreach (var error in ErrorsWithText())
            {
                command.Parameters["$error"].Value = error;
                Collect(command, best, row => filter.MatchesByErrorAlone(row.GetInt64(1)));
            }
        }

        return best.ToList();
    }

    private static void Collect(SqliteCommand command, NewestPlaces best, Func<SqliteDataReader, bool> matches)
    {
        using var row = command.ExecuteReader();
        while (row.Read() && best.Wants(row.GetInt64(0)))
        {
            if (matches(row))
            {
                best.Add(row.GetInt64(0));
            }
        }
    }

    private List<long> ErrorsWithText()
    {
        var errors = new List<long>();
        using var command = _connection.Command("SELECT id FROM errors WHERE instr(folded, $text) > 0", ("$text", _query.Text!.ToLowerInvariant()));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            errors.Add(row.GetInt64(0));
        }

        return errors;
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = _connection.Command(sql, parameters);
        command.Parameters.Add(new SqliteParameter("$before", _before));
        command.Parameters.Add(new SqliteParameter("$from", _from));
        return command;
    }
}
