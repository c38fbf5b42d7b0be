using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Usage;
using AntigravityTools.Protocols.Model;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Turns a finished exchange into its record: ledger, live feed and the one access-log line.</summary>
internal sealed partial class ExchangeRecorder(
    UsageLedger ledger, PriceList prices, LiveFeed feed, TimeProvider time, ILogger<ExchangeRecorder> logger)
{
    /// <summary>Characters of a model's name that are taken seriously and kept.</summary>
    internal const int LongestModel = 512;

    public RequestRecord Record(Exchange exchange)
    {
        var request = exchange.Request;
        var record = new RequestRecord
        {
            Id = request.Id,
            TraceId = request.TraceId,
            StartedAt = request.StartedAt,
            Protocol = request.Protocol,
            UpstreamProtocol = exchange.UpstreamProtocol,
            Method = request.Method,
            Path = request.Path,
            Stream = request.Stream,
            RequestedModel = Cut(request.Model),
            ResolvedModel = exchange.ResolvedModel,
            AccountId = exchange.Account?.Id,
            Account = exchange.Account?.Name,
            Key = request.Client.KeyName,
            Status = exchange.Status,
            Verdict = exchange.Verdict,
            Error = exchange.Fault is { } fault ? Redactor.Redact(fault.Message) : null,
            Attempts = [.. exchange.Attempts],
            TimeToFirstToken = exchange.TimeToFirstToken,
            Duration = time.GetElapsedTime(request.StartedTimestamp),
            Usage = exchange.Usage,
            CostUsd = exchange.ResolvedModel is { } model ? prices.CostOf(model, exchange.Usage) : null,
            BytesIn = request.Body.Length,
            BytesOut = exchange.BytesOut,
            Decision = exchange.ToDecision(),
            Loss = [.. exchange.Losses],
        };
        Keep(record);
        return record;
    }

    private static string? Cut(string? model) => model?.Length > LongestModel ? model[..LongestModel] : model;

    public void Record(RefusedRequest request, Fault fault, int status) => Keep(new RequestRecord
    {
        Id = request.Id,
        TraceId = request.TraceId,
        StartedAt = request.StartedAt,
        Protocol = request.Protocol,
        Method = request.Method,
        Path = request.Path,
        RequestedModel = Cut(request.Model),
        Key = request.Client.KeyName,
        Status = status,
        Verdict = Verdict.Refused,
        Error = Redactor.Redact(fault.Message),
        Duration = time.GetElapsedTime(request.StartedTimestamp),
        Usage = TokenUsage.Unknown,
    });

    private void Keep(RequestRecord record)
    {
        ledger.TryRecord(record);
        feed.Publish(record);
        if (logger.IsEnabled(LogLevel.Information))
        {
            LogRequest(
                record.Method, record.Path, record.Status, record.ResolvedModel ?? record.RequestedModel ?? "-", record.AccountId ?? "-",
                record.Verdict.ToName(), record.Attempts.Length, (long)record.Duration.TotalMilliseconds, record.Id, record.TraceId);
        }
    }

    [LoggerMessage(1001, LogLevel.Information,
        "{Method} {Path} {Status} model={Model} account={AccountId} verdict={Verdict} attempts={Attempts} {Milliseconds} ms id={Id} trace={TraceId}")]
    private partial void LogRequest(
        string method, string path, int status, string model, string accountId, string verdict, int attempts, long milliseconds, string id, string traceId);
}
