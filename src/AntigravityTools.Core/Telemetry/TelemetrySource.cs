using System.Diagnostics;
using System.Diagnostics.Metrics;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Telemetry;

/// <summary>
/// Turns finished requests into metrics and spans. It is fed with the ledger's batches, behind the requests' back, so it costs them
/// nothing; while nobody listens it does nothing. Holds no body, no secret and no account name.
/// </summary>
public sealed class TelemetrySource : IDisposable
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "AntigravityTools";

    private readonly Meter _meter;
    private readonly ActivitySource _spans;
    private readonly Func<string, string?> _providerOf;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<long> _tokens;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _attempts;

    /// <summary>Makes the instruments; <paramref name="providerOf"/> knows the provider of an account.</summary>
    public TelemetrySource(string version, Func<string, string?> providerOf, TelemetryGauges gauges)
    {
        ArgumentNullException.ThrowIfNull(gauges);
        _providerOf = providerOf;
        _meter = new Meter(new MeterOptions(Name) { Version = version, TelemetrySchemaUrl = TelemetryNames.ConventionsUrl });
        _spans = new ActivitySource(new ActivitySourceOptions(Name) { Version = version, TelemetrySchemaUrl = TelemetryNames.ConventionsUrl });
        _duration = _meter.CreateHistogram(TelemetryNames.Duration, "s", "Time from a request's start to the end of its answer.", null, TelemetryBuckets.Duration);
        _firstToken = _meter.CreateHistogram(TelemetryNames.TimeToFirstToken, "s", "Time from a request's start to the first content.", null, TelemetryBuckets.FirstToken);
        _tokens = _meter.CreateHistogram(TelemetryNames.TokenUsage, "{token}", "Tokens that the providers reported.", null, TelemetryBuckets.Tokens);
        _requests = _meter.CreateCounter<long>(TelemetryNames.Requests, "{request}", "Requests by verdict.");
        _attempts = _meter.CreateCounter<long>(TelemetryNames.Attempts, "{attempt}", "Tries at accounts by verdict.");
        _meter.CreateObservableUpDownCounter(TelemetryNames.InFlight, gauges.InFlight, "{request}", "Requests running now.");
        _meter.CreateObservableUpDownCounter(TelemetryNames.UsableAccounts, gauges.UsableAccounts, "{account}", "Accounts that can take a request now.");
        _meter.CreateObservableCounter(TelemetryNames.Dropped, gauges.DroppedRecords, "{record}", "Request records that did not fit into the ledger's queue.");
    }

    /// <summary>The meter, for those who listen to it alone.</summary>
    public Meter Meter => _meter;

    /// <summary>Counts a batch of finished requests.</summary>
    public void Record(IReadOnlyList<RequestRecord> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var (measures, traces) = (_requests.Enabled, _spans.HasListeners());
        for (var index = 0; (measures || traces) && index < batch.Count; index++)
        {
            var request = batch[index];
            var provider = request.AccountId is { } account && _providerOf(account) is { } preset ? TelemetryNames.ProviderOf(preset) : null;
            if (measures)
            {
                Measure(request, provider);
            }

            if (traces)
            {
                RequestSpan.Write(_spans, request, provider);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _meter.Dispose();
        _spans.Dispose();
    }

    private void Measure(RequestRecord request, string? provider)
    {
        var tags = new TagList { { TelemetryNames.Operation, TelemetryNames.OperationOf(request.Path) } };
        if (provider is not null)
        {
            tags.Add(TelemetryNames.Provider, provider);
        }

        // A model that nobody resolved is whatever a client wrote; as a label it could be anything, and any number of things.
        if (request.ResolvedModel is { } model)
        {
            tags.Add(TelemetryNames.RequestModel, model);
        }

        Count(_tokens, request.Usage.Input, "input", tags);
        Count(_tokens, request.Usage.Output, "output", tags);
        if (request.TimeToFirstToken is { } first)
        {
            _firstToken.Record(first.TotalSeconds, tags);
        }

        var ended = tags;
        if (request.IsError)
        {
            ended.Add(TelemetryNames.ErrorType, request.Verdict.ToName());
        }

        _duration.Record(request.Duration.TotalSeconds, ended);
        tags.Add(TelemetryNames.Verdict, request.Verdict.ToName());
        _requests.Add(1, tags);
        foreach (var attempt in request.Attempts)
        {
            _attempts.Add(1, new KeyValuePair<string, object?>(TelemetryNames.Verdict, attempt.Verdict.ToName()));
        }
    }

    private static void Count(Histogram<long> tokens, long? count, string type, TagList tags)
    {
        if (count is { } known)
        {
            tags.Add(TelemetryNames.TokenType, type);
            tokens.Record(known, tags);
        }
    }
}
