using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>The combinations that the rows of one batch have.</summary>
internal sealed class FacetTable(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<Facet, LastSeen> _known = [];
    private readonly RowStatement _save = new(
        connection,
        """
        INSERT INTO facets
          (id, method, path, stream, requested_model, resolved_model, account_id, account, key, protocol, upstream_protocol, status, verdict, failed, folded, last_day)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        ON CONFLICT (id) DO UPDATE SET last_day = excluded.last_day WHERE excluded.last_day > last_day
        """);

    private (Facet Facet, LastSeen Seen) _last;

    public void Dispose() => _save.Dispose();

    /// <summary>The id of a request's combination, which is saved where it is new or was last seen on an earlier day.</summary>
    internal long IdOf(RequestRecord request, long day)
    {
        // Neighbouring requests mostly share theirs, and to compare is cheaper than to hash.
        var facet = Facet.Of(request);
        if (facet == _last.Facet && day <= _last.Seen.Day)
        {
            return _last.Seen.Id;
        }

        if (!_known.TryGetValue(facet, out var seen) || seen.Day < day)
        {
            _known[facet] = seen = new LastSeen(facet.Id, day);
            Save(facet, request.IsError, seen);
        }

        _last = (facet, seen);
        return seen.Id;
    }

    private void Save(Facet facet, bool failed, LastSeen seen) => _save
        .Bind(seen.Id).Bind(facet.Method).Bind(facet.Path).Bind(facet.Stream ? 1 : 0).Bind(facet.RequestedModel).Bind(facet.ResolvedModel)
        .Bind(facet.AccountId).Bind(facet.Account).Bind(facet.Key).Bind(facet.Protocol?.ToName()).Bind(facet.UpstreamProtocol?.ToName())
        .Bind(facet.Status).Bind(facet.Verdict.ToName()).Bind(failed ? 1 : 0).Bind(facet.Folded).Bind(seen.Day).TryRun();
}
