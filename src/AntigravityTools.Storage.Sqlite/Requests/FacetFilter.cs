using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>The combinations that a query asks for.</summary>
internal sealed class FacetFilter
{
    private readonly HashSet<long> _matching = [];
    private readonly HashSet<long> _matchingButForText = [];

    private FacetFilter()
    {
    }

    /// <summary>Combinations all of whose rows match.</summary>
    internal IReadOnlyCollection<long> Matching => _matching;

    /// <summary>True where a row may still match by the text of its error.</summary>
    internal bool LooksAtErrors => _matchingButForText.Count > 0;

    internal bool Matches(long facet, bool errorHasText) => _matching.Contains(facet) || (errorHasText && _matchingButForText.Contains(facet));

    internal bool MatchesByErrorAlone(long facet) => _matchingButForText.Contains(facet);

    /// <summary>Null where the query leaves no combination out.</summary>
    internal static FacetFilter? Of(SqliteConnection connection, RequestQuery query)
    {
        var conditions = Conditions(query);
        var text = string.IsNullOrEmpty(query.Text) ? null : query.Text.ToLowerInvariant();
        if (conditions.Count == 0 && text is null)
        {
            return null;
        }

        var where = string.Concat(conditions.Select(condition => " AND " + condition.Sql));
        using var command = connection.Command($"SELECT id, $text IS NULL OR instr(folded, $text) > 0 FROM facets WHERE true{where}", ("$text", text));
        foreach (var (_, name, value) in conditions)
        {
            command.Parameters.Add(new SqliteParameter(name, value));
        }

        var filter = new FacetFilter();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            (row.GetBoolean(1) ? filter._matching : filter._matchingButForText).Add(row.GetInt64(0));
        }

        return filter;
    }

    private static List<(string Sql, string Name, object Value)> Conditions(RequestQuery query)
    {
        var conditions = new List<(string, string, object)>();
        Add("failed = $failed", "$failed", query.ErrorsOnly ? 1 : null);
        Add("$model IN (requested_model, resolved_model)", "$model", query.Model);
        Add("$account IN (account_id, account)", "$account", query.Account);
        Add("key = $key", "$key", query.Key);
        Add("protocol = $protocol", "$protocol", query.Protocol?.ToName());
        Add("status = $status", "$status", query.Status);
        return conditions;

        void Add(string sql, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add((sql, name, value));
            }
        }
    }
}
