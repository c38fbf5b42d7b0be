using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Reads whole request rows.</summary>
internal static class RequestReader
{
    private const string Select =
        """
        SELECT r.id, r.trace_id, r.started_at, r.ttft, r.duration, r.input_tokens, r.output_tokens, r.cache_read_tokens, r.cache_write_tokens,
          r.reasoning_tokens, r.raw_usage, r.cost, r.bytes_in, r.bytes_out, r.attempts, r.decision, r.loss,
          f.method, f.path, f.stream, f.requested_model, f.resolved_model, f.account_id, f.account, f.key, f.protocol, f.upstream_protocol,
          f.status, f.verdict, e.text
        FROM requests r JOIN facets f ON f.id = r.facet LEFT JOIN errors e ON e.id = r.error
        """;

    internal static RequestRecord? Find(SqliteConnection connection, string id)
    {
        using var command = connection.Command(Select + " WHERE r.id = $id", ("$id", id));
        using var row = command.ExecuteReader();
        return row.Read() ? Read(row) : null;
    }

    internal static List<RequestRecord> ReadAll(SqliteConnection connection, IEnumerable<long> places)
    {
        var requests = new List<RequestRecord>();
        using var command = connection.Command(Select + " WHERE r.seq = $seq", ("$seq", null));
        foreach (var place in places)
        {
            command.Parameters[0].Value = place;
            using var row = command.ExecuteReader();
            if (row.Read())
            {
                requests.Add(Read(row));
            }
        }

        return requests;
    }

    private static RequestRecord Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        TraceId = row.GetString(1),
        StartedAt = row.Instant(2),
        TimeToFirstToken = row.Long(3) is { } ttft ? TimeSpan.FromTicks(ttft) : null,
        Duration = TimeSpan.FromTicks(row.GetInt64(4)),
        Usage = new TokenUsage
        {
            Input = row.Long(5),
            Output = row.Long(6),
            CacheRead = row.Long(7),
            CacheWrite = row.Long(8),
            Reasoning = row.Long(9),
            Raw = row.Text(10),
        },
        CostUsd = RequestWriter.DollarsOf(row.Long(11)),
        BytesIn = row.GetInt64(12),
        BytesOut = row.GetInt64(13),
        Attempts = Json(row, 14, StorageJson.Default.ImmutableArrayAttempt, []),
        Decision = Json(row, 15, StorageJson.Default.Decision!, null),
        Loss = Json(row, 16, StorageJson.Default.ImmutableArrayLoss, []),
        Method = row.GetString(17),
        Path = row.GetString(18),
        Stream = row.GetBoolean(19),
        RequestedModel = row.Text(20),
        ResolvedModel = row.Text(21),
        AccountId = row.Text(22),
        Account = row.Text(23),
        Key = row.Text(24),
        Protocol = ProtocolNames.Parse(row.Text(25)),
        UpstreamProtocol = ProtocolNames.Parse(row.Text(26)),
        Status = row.GetInt32(27),
        Verdict = VerdictNames.Parse(row.GetString(28)) ?? Verdict.UpstreamError,
        Error = row.Text(29),
    };

    private static T Json<T>(SqliteDataReader row, int column, JsonTypeInfo<T> type, T absent) =>
        row.IsDBNull(column) ? absent : JsonSerializer.Deserialize(row.GetString(column), type)!;
}
