using AntigravityTools.Core.Records;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>
/// Finds the newest rows of a query without reading the others: first among the latest rows of all, where most queries end; where many
/// combinations fit, among more rows from the day on that one of them was last seen; what is still missing, from the slots that have a row
/// of a combination that fits and from the index of error texts, the ones seen last first, each read no further than the best so far allow.
/// </summary>
internal sealed class RequestSearch
{
    private const int LatestRows = 4_000;
    private const int Many = 500;

    // To look one combination up costs about as much as to read four rows on.
    private const int RowsPerFacet = 4;
    private const int MostRows = 40_000;
    private readonly SqliteConnection _connection;
    private readonly RequestQuery _query;
    private readonly int _latestRows;
    private readonly int _wanted;
    private readonly long _from;
    private readonly List<long> _places = [];
    private long _before;

    private RequestSearch(SqliteConnection connection, RequestQuery query, int latestRows)
    {
        (_connection, _query, _latestRows) = (connection, query, latestRows);
        _wanted = Math.Clamp(query.Limit, 1, RequestQuery.LargestLimit) + 1;
        _from = query.From?.UtcTicks ?? 0;
        _before = query.To?.UtcTicks ?? long.MaxValue;
    }

    internal static RequestPage Run(SqliteConnection connection, RequestQuery query, int latestRows = LatestRows)
    {
        var search = new RequestSearch(connection, query, latestRows);
        search.Find();
        var requests = RequestReader.ReadAll(connection, search._places);
        var limit = search._wanted - 1;
        return requests.Count > limit
            ? new RequestPage([.. requests[..limit]], requests[limit - 1].Id)
            : new RequestPage([.. requests], null);
    }

    private void Find()
    {
        if (_query.Before is { } id)
        {
            // A row that is gone was older than all that are left.
            _before = Math.Min(_before, RequestPlace.Of(_connection, id) ?? 0);
        }

        using var filter = FacetFilter.Of(_connection, _query);
        if (IsCompleteAfter(filter is null ? _wanted : _latestRows, filter))
        {
            return;
        }

        var (facets, errors) = (filter!.Facets(), filter.Errors());
        var fitting = facets.Count + errors.Count;
        if (fitting > Many)
        {
            _before = Math.Min(_before, Math.Max(EndOf(facets), EndOf(errors)));
            if (IsCompleteAfter(Math.Min(RowsPerFacet * fitting, MostRows), filter))
            {
                return;
            }
        }

        _places.AddRange(Older(filter, facets, errors));
    }

    private static long EndOf(List<LastSeen> lastFirst) => lastFirst.Count == 0 ? 0 : lastFirst[0].End;

    private bool IsCompleteAfter(int limit, FacetFilter? filter)
    {
        using var row = new RowStatement(
            _connection, "SELECT seq, facet, error FROM requests WHERE seq < ?1 AND seq >= ?2 ORDER BY seq DESC LIMIT ?3");
        row.Bind(_before).Bind(_from).Bind(limit);
        var read = 0;
        for (; _places.Count < _wanted && row.Next(); read++)
        {
            _before = row.Long(0);
            if (filter is null || filter.Matches(row.Long(1), row.IsNull(2) ? null : row.Long(2)))
            {
                _places.Add(_before);
            }
        }

        return _places.Count == _wanted || read < limit;
    }

    private List<long> Older(FacetFilter filter, List<LastSeen> facets, List<LastSeen> errors)
    {
        var best = new NewestPlaces(_wanted - _places.Count);
        CollectByError(errors, best, filter.MatchesByErrorAlone);
        CollectBySlot(facets, best);
        return [.. best.NewestFirst()];
    }

    private void CollectByError(List<LastSeen> lastFirst, NewestPlaces best, Func<long, bool> matches)
    {
        using var row = new RowStatement(_connection, "SELECT seq, facet FROM requests WHERE error = ?1 AND seq < ?2 AND seq >= ?3 ORDER BY seq DESC");
        foreach (var one in lastFirst.TakeWhile(one => best.Wants(one.End)))
        {
            row.Bind(one.Id).Bind(_before).Bind(_from);
            while (row.Next() && best.Wants(row.Long(0)))
            {
                if (matches(row.Long(1)))
                {
                    best.Add(row.Long(0));
                }
            }

            row.Restart();
        }
    }

    private void CollectBySlot(List<LastSeen> lastFirst, NewestPlaces best)
    {
        var fitting = lastFirst.Select(facet => facet.Id).ToHashSet();
        using var row = new RowStatement(_connection, "SELECT seq, facet FROM requests WHERE seq >= ?1 AND seq < ?2 ORDER BY seq DESC");
        foreach (var slot in NewestSlots(lastFirst, best))
        {
            row.Bind(Math.Max(FacetSlots.StartOf(slot), _from)).Bind(Math.Min(FacetSlots.EndOf(slot), _before));
            while (row.Next() && best.Wants(row.Long(0)))
            {
                if (fitting.Contains(row.Long(1)))
                {
                    best.Add(row.Long(0));
                }
            }

            row.Restart();
        }
    }

    // Each has a row that is asked for, but perhaps the two at the ends of the span.
    private IEnumerable<long> NewestSlots(List<LastSeen> lastFirst, NewestPlaces best)
    {
        var slots = new NewestPlaces(_wanted + 2);
        using var row = new RowStatement(_connection, "SELECT slot FROM facet_slots WHERE facet = ?1 AND slot <= ?2 AND slot >= ?3 ORDER BY slot DESC");
        foreach (var facet in lastFirst.TakeWhile(facet => best.Wants(facet.End) && slots.Wants(FacetSlots.Of(facet.End))))
        {
            row.Bind(facet.Id).Bind(FacetSlots.Of(_before)).Bind(FacetSlots.Of(_from));
            while (row.Next() && slots.Wants(row.Long(0)) && best.Wants(FacetSlots.EndOf(row.Long(0))))
            {
                slots.Add(row.Long(0));
            }

            row.Restart();
        }

        return slots.NewestFirst();
    }
}
