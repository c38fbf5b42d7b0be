using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Reads whole request rows.</summary>
internal static class RequestReader
{
    private const string Select =
        """
        SELECT r.id, r.seq - r.moved, r.figures, x.body,
          f.method, f.path, f.stream, f.requested_model, f.resolved_model, f.account_id, f.account, f.key, f.protocol, f.upstream_protocol,
          f.status, f.verdict, e.text
        FROM requests r JOIN facets f ON f.id = r.facet JOIN explanations x ON x.id = r.explanation LEFT JOIN errors e ON e.id = r.error
        """;

    internal static RequestRecord? Find(SqliteConnection connection, string id) =>
        RequestPlace.Of(connection, id) is { } place ? ReadAll(connection, [place]).FirstOrDefault() : null;

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

    private static RequestRecord Read(SqliteDataReader row)
    {
        var shared = new RequestRecord
        {
            Id = row.GetString(0),
            TraceId = "",
            StartedAt = row.Instant(1),
            Duration = default,
            Usage = TokenUsage.Unknown,
            Method = row.GetString(4),
            Path = row.GetString(5),
            Stream = row.GetBoolean(6),
            RequestedModel = row.Text(7),
            ResolvedModel = row.Text(8),
            AccountId = row.Text(9),
            Account = row.Text(10),
            Key = row.Text(11),
            Protocol = ProtocolNames.Parse(row.Text(12)),
            UpstreamProtocol = ProtocolNames.Parse(row.Text(13)),
            Status = row.GetInt32(14),
            Verdict = VerdictNames.Parse(row.GetString(15)) ?? Verdict.UpstreamError,
            Error = row.Text(16),
        };
        return new FiguresReader(row.GetFieldValue<byte[]>(2)).Read(shared, Explanation.FromJson(row.GetString(3)));
    }
}
