using System.Diagnostics;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Telemetry;

/// <summary>The span of a finished request, written after the fact with the times that it had.</summary>
internal static class RequestSpan
{
    /// <summary>Writes the span into the trace that the client got named.</summary>
    public static void Write(ActivitySource spans, RequestRecord request, string? provider)
    {
        var operation = TelemetryNames.OperationOf(request.Path);
        var model = request.ResolvedModel ?? request.RequestedModel;

        // Nothing of ours runs in a span, so whatever is current has no part in it.
        Activity.Current = null;
        using var trace = SpanTrace.Use(request.TraceId);
        using var span = spans.CreateActivity(model is null ? operation : $"{operation} {model}", ActivityKind.Client);
        if (span is null)
        {
            return;
        }

        span.SetStartTime(request.StartedAt.UtcDateTime);
        span.Start();
        span.SetTag(TelemetryNames.Operation, operation);
        span.SetTag(TelemetryNames.Provider, provider);
        span.SetTag(TelemetryNames.RequestModel, request.RequestedModel);
        span.SetTag(TelemetryNames.ResponseModel, request.ResolvedModel);
        span.SetTag(TelemetryNames.InputTokens, request.Usage.Input);
        span.SetTag(TelemetryNames.OutputTokens, request.Usage.Output);
        span.SetTag(TelemetryNames.CacheReadTokens, request.Usage.CacheRead);
        span.SetTag(TelemetryNames.CacheWriteTokens, request.Usage.CacheWrite);
        span.SetTag(TelemetryNames.ReasoningTokens, request.Usage.Reasoning);
        span.SetTag(TelemetryNames.HttpStatus, request.Status);
        span.SetTag(TelemetryNames.Verdict, request.Verdict.ToName());
        span.SetTag(TelemetryNames.Protocol, request.Protocol?.ToString());
        span.SetTag(TelemetryNames.RequestId, request.Id);
        span.SetTag(TelemetryNames.AttemptCount, request.Attempts.Length);
        if (request.IsError)
        {
            span.SetTag(TelemetryNames.ErrorType, request.Verdict.ToName());
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.SetEndTime((request.StartedAt + request.Duration).UtcDateTime);
    }
}
