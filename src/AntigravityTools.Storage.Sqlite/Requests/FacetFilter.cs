using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>
/// What a query asks for, said of combinations and error texts. Those that rows name are looked up one by one and remembered; all that
/// fit are listed only for a query that the latest rows do not answer.
/// </summary>
internal sealed class FacetFilter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<(string Sql, object Value)> _conditions;
    private readonly string? _text;
    private readonly RowStatement _facet;
    private readonly RowStatement _error;
    private readonly Dictionary<long, bool?> _facets = [];
    private readonly Dictionary<long, bool> _errors = [];
    private HashSet<long>? _all;

    private FacetFilter(SqliteConnection connection, List<(string Sql, object Value)> conditions, string? text)
    {
        (_connection, _conditions, _text) = (connection, conditions, text);
        _facet = new RowStatement(connection, $"SELECT ?2 IS NULL OR instr(folded, ?2) > 0 FROM facets WHERE id = ?1{Where}");
        _error = new RowStatement(connection, "SELECT instr(folded, ?2) > 0 FROM errors WHERE id = ?1");
    }

    private string Where => string.Concat(_conditions.Select(condition => " AND " + condition.Sql));

    /// <summary>Null where the query leaves no row out.</summary>
    internal static FacetFilter? Of(SqliteConnection connection, RequestQuery query)
    {
        var conditions = Conditions(query);
        var text = string.IsNullOrEmpty(query.Text) ? null : query.Text.ToLowerInvariant();
        return conditions.Count == 0 && text is null ? null : new FacetFilter(connection, conditions, text);
    }

    public void Dispose()
    {
        _facet.Dispose();
        _error.Dispose();
    }

    /// <summary>Whether a row with this combination and this error is asked for.</summary>
    internal bool Matches(long facet, long? error) => _all is { } all
        ? all.Contains(facet) || (error is { } known && _text is not null && HasText(known) && MatchesByErrorAlone(facet))
        : Look(facet) is { } hasText && (hasText || (error is { } id && HasText(id)));

    /// <summary>Whether a row with this combination is asked for by the text of its error and by nothing else.</summary>
    internal bool MatchesByErrorAlone(long facet) => Look(facet) is false;

    /// <summary>All combinations of which every row is asked for, the ones seen last first.</summary>
    internal List<LastSeen> Facets()
    {
        var found = List("facets", Where + (_text is null ? "" : " AND instr(folded, ?2) > 0"), _conditions);
        _all = [.. found.Select(facet => facet.Id)];
        return found;
    }

    /// <summary>All error texts that have the text in them, the ones seen last first.</summary>
    internal List<LastSeen> Errors() => _text is null ? [] : List("errors", " AND instr(folded, ?2) > 0", []);

    private List<LastSeen> List(string table, string where, List<(string Sql, object Value)> conditions)
    {
        var found = new List<LastSeen>();
        using var row = new RowStatement(_connection, $"SELECT id, last_day FROM {table} WHERE ?1 IS NULL{where}");
        Bind(row, null, conditions);
        while (row.Next())
        {
            found.Add(new LastSeen(row.Long(0), row.Long(1)));
        }

        found.Sort((one, other) => other.Day.CompareTo(one.Day));
        return found;
    }

    // Null where it does not fit, else whether it has the text.
    private bool? Look(long facet)
    {
        if (!_facets.TryGetValue(facet, out var fits))
        {
            Bind(_facet, facet, _conditions);
            _facets[facet] = fits = _facet.Next() ? _facet.Long(0) != 0 : null;
            _facet.Restart();
        }

        return fits;
    }

    private bool HasText(long error)
    {
        if (!_errors.TryGetValue(error, out var has))
        {
            Bind(_error, error, []);
            _errors[error] = has = _error.Next() && _error.Long(0) != 0;
            _error.Restart();
        }

        return has;
    }

    private void Bind(RowStatement statement, long? id, List<(string Sql, object Value)> conditions)
    {
        statement.Bind(id).Bind(_text);
        foreach (var (_, value) in conditions)
        {
            _ = value is string text ? statement.Bind(text) : statement.Bind((int)value);
        }
    }

    private static List<(string Sql, object Value)> Conditions(RequestQuery query)
    {
        const int FirstParameter = 3;
        var conditions = new List<(string, object)>();
        Add("failed = ?", query.ErrorsOnly ? 1 : null);
        Add("? IN (requested_model, resolved_model)", query.Model);
        Add("? IN (account_id, account)", query.Account);
        Add("key = ?", query.Key);
        Add("protocol = ?", query.Protocol?.ToName());
        Add("status = ?", query.Status);
        return conditions;

        void Add(string sql, object? value)
        {
            if (value is not null)
            {
                conditions.Add((sql.Replace("?", FormattableString.Invariant($"?{FirstParameter + conditions.Count}"), StringComparison.Ordinal), value));
            }
        }
    }
}
