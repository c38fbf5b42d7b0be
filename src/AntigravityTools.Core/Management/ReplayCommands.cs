using System.Text;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Management;

/// <summary>Sends a captured request again, to an account of the user's choice.</summary>
public sealed class ReplayCommands(RequestQueries requests, CaptureCommands captures, AccountPool pool, IExchangeRunner runner, ProtocolRegistry protocols, TimeProvider time)
{
    private readonly Ids _ids = new();

    /// <summary>Runs the request as a client's would run; the answer comes back whole.</summary>
    public async Task<ReplayAnswer> RunAsync(string id, string? accountId, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken).ConfigureAwait(false) is null)
        {
            return new ReplayAnswer { IsMissing = true };
        }

        if (accountId is null || !pool.Snapshot.ById.ContainsKey(accountId))
        {
            return new ReplayAnswer { Errors = [new("account_id", accountId is null ? "account_id is missing. Name the account to send the request to." : $"There is no account '{accountId}'.")] };
        }

        var capture = await captures.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return capture is null || WhyNot(capture) is not null
            ? new ReplayAnswer { Original = capture, Refusal = capture is null ? "The bodies of this request were not captured. Switch capture on, send it once more, and replay that one." : WhyNot(capture) }
            : await SendAsync(capture, accountId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why a capture can not be sent again; null where it can.</summary>
    public static string? WhyNot(CapturedExchange capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        return capture.Request.IsBinary ? "The request's body is no text, so it was not kept."
            : capture.Request.IsCut ? "The request's body was too long to be kept whole."
            : null;
    }

    private async Task<ReplayAnswer> SendAsync(CapturedExchange capture, string accountId, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(capture.Request.Text);
        var (startedAt, started) = (time.GetUtcNow(), time.GetTimestamp());
        var request = new InboundRequest
        {
            Id = _ids.NewRequestId(startedAt),
            TraceId = _ids.NewTraceId(),
            StartedAt = startedAt,
            StartedTimestamp = started,
            Protocol = capture.Protocol,
            Operation = capture.Operation,
            Method = capture.Method,
            Path = capture.Path,
            Query = capture.Query,
            Headers = [.. capture.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))],
            ContentType = capture.ContentType,
            Body = body,
            Head = protocols[capture.Protocol].ReadHead(capture.Operation, body),
            PathModel = capture.PathModel,
            ResourceId = capture.ResourceId,
            Stream = capture.Stream,
            StreamForm = capture.StreamForm,
            RequiredAccountId = accountId,
        };
        using var sink = new ReplaySink();
        await runner.RunAsync(request, sink, cancellationToken).ConfigureAwait(false);
        return new ReplayAnswer
        {
            Id = request.Id,
            AccountId = accountId,
            Status = sink.Status,
            ContentType = sink.ContentType,
            Body = Redactor.Redact(Encoding.UTF8.GetString(sink.Bytes)),
            Duration = time.GetElapsedTime(started),
            Original = capture,
        };
    }
}
