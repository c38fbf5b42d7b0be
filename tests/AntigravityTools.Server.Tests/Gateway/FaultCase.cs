using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Simulator.Scripting;
using Fault = AntigravityTools.Simulator.Scripting.Fault;
using FaultKind = AntigravityTools.Simulator.Scripting.FaultKind;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>One way in which an account fails, and what has to follow from it.</summary>
internal sealed record FaultCase(Behaviour Behaviour, Verdict Verdict, AccountState State)
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    /// <summary>How long the state lasts from now; null where it has no end or there is none.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>True where chance makes the wait shorter than <see cref="Wait"/>.</summary>
    public bool Jitter { get; init; }

    /// <summary>True where the client gets the fault and no other account is asked.</summary>
    public bool Returned { get; init; }

    /// <summary>True where it shows in a stream only.</summary>
    public bool StreamOnly { get; init; }

    /// <summary>All cases by name.</summary>
    public static IReadOnlyDictionary<string, FaultCase> All { get; } = new Dictionary<string, FaultCase>
    {
        ["wrong key"] = new(new Fault(FaultKind.InvalidCredential), Verdict.AuthInvalid, AccountState.NeedsReauth),
        ["no access"] = new(new Fault(FaultKind.Forbidden), Verdict.Forbidden, AccountState.NoAccess) { Wait = TenMinutes },
        ["to be verified"] = new(new Fault(FaultKind.ValidationRequired), Verdict.Forbidden, AccountState.ValidationRequired) { Wait = TenMinutes },
        ["no such model"] = new(new Fault(FaultKind.ModelNotFound), Verdict.ModelUnavailable, AccountState.NoAccess) { Wait = TenMinutes },
        ["rate with hint"] = Rate(new Fault(FaultKind.RateLimited) { RetryAfter = TimeSpan.FromSeconds(20) }, 20),
        ["rate without hint"] = Rate(new Fault(FaultKind.RateLimited), 1) with { Jitter = true },
        ["rate inside the stream"] = Rate(new StreamFault(FaultKind.RateLimited), 1) with { Jitter = true },
        ["quota with hint"] = Quota(new Fault(FaultKind.QuotaExhausted) { RetryAfter = TimeSpan.FromHours(3) }, TimeSpan.FromHours(3)),
        ["quota without hint"] = Quota(new Fault(FaultKind.QuotaExhausted), TimeSpan.FromMinutes(1)),
        ["payment"] = Quota(new Fault(FaultKind.PaymentRequired), TimeSpan.FromMinutes(1)),
        ["overloaded"] = Overload(new Fault(FaultKind.Overloaded)),
        ["unavailable"] = Overload(new Fault(FaultKind.Unavailable)),
        ["overloaded inside the stream"] = Overload(new StreamFault(FaultKind.Overloaded)),
        ["capacity"] = Overload(new RawFault(429,
            """{"error":{"code":429,"message":"No capacity.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"MODEL_CAPACITY_EXHAUSTED"}]}}""")),
        ["internal error"] = Broken(new Fault(FaultKind.InternalError), Verdict.UpstreamError),
        ["HTML page"] = Broken(new Fault(FaultKind.BadGatewayHtml), Verdict.UpstreamError),
        ["internal error inside the stream"] = Broken(new StreamFault(FaultKind.InternalError), Verdict.UpstreamError),
        ["reset"] = Broken(new ResetConnection(), Verdict.Network),
        ["cut before content"] = Broken(new CutStream(), Verdict.Network) with { StreamOnly = true },
        ["too long"] = Client(FaultKind.ContextTooLong, Verdict.ContextTooLong),
        ["blocked"] = Client(FaultKind.ContentBlocked, Verdict.ContentBlocked),
        ["bad request"] = Client(FaultKind.BadRequest, Verdict.BadRequest),
        ["too large"] = Client(FaultKind.PayloadTooLarge, Verdict.BadRequest),
        ["foreign state"] = Client(FaultKind.StateMismatch, Verdict.StateMismatch),

        ["hint: seconds"] = Rate(Raw("retry-after", "20"), 20),
        ["hint: HTTP date"] = Rate(Raw("retry-after", "Wed, 25 Nov 2026 12:02:00 GMT"), 120),
        ["hint: milliseconds"] = Rate(Raw("retry-after-ms", "12500"), 12.5),
        ["hint: 6m0s"] = Rate(Raw("x-ratelimit-reset-requests", "6m0s"), 360),
        ["hint: 120ms"] = Rate(Raw("x-ratelimit-reset-tokens", "120ms"), 0.12),
        ["hint: RFC 3339"] = Rate(Raw("anthropic-ratelimit-requests-reset", "2026-11-25T12:00:45Z"), 45),
        ["hint: try again in 1.5s"] = Rate(Said("Rate limit reached. Please try again in 1.5s."), 1.5),
        ["hint: try again in 6m0s"] = Rate(Said("Rate limit reached. Please try again in 6m0s."), 360),
        ["hint: RetryInfo with nanos"] = Rate(Google("PerMinute", """{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.074824224s"}"""), 34.074824224),
        ["hint: quotaResetDelay"] = Quota(Google("PerDay",
            """{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"QUOTA_EXHAUSTED","metadata":{"quotaResetDelay":"1h16m0.667s"}}"""), TimeSpan.FromSeconds(4560.667)),
        ["hint: none in an empty 429"] = Rate(new RawFault(429, "", "text/plain"), 1) with { Jitter = true },
        ["hint: none in an HTML 429"] = Rate(new RawFault(429, "<html>Slow down</html>", "text/html"), 1) with { Jitter = true },
    };

    private static FaultCase Rate(Behaviour behaviour, double seconds) =>
        new(behaviour, Verdict.RateLimited, AccountState.CoolingDown) { Wait = TimeSpan.FromSeconds(seconds) };

    private static FaultCase Quota(Behaviour behaviour, TimeSpan wait) => new(behaviour, Verdict.QuotaExhausted, AccountState.OutOfQuota) { Wait = wait };

    private static FaultCase Overload(Behaviour behaviour) => new(behaviour, Verdict.Overloaded, AccountState.CoolingDown) { Wait = TimeSpan.FromSeconds(2) };

    private static FaultCase Broken(Behaviour behaviour, Verdict verdict) => new(behaviour, verdict, AccountState.Ready);

    private static FaultCase Client(FaultKind kind, Verdict verdict) => new(new Fault(kind), verdict, AccountState.Ready) { Returned = true };

    private static RawFault Raw(string header, string value) =>
        new(429, """{"error":{"message":"Slow down.","type":"rate_limit_error"}}""") { Headers = new Dictionary<string, string> { [header] = value } };

    private static RawFault Said(string sentence) => new(429, $$$"""{"error":{"message":"{{{sentence}}}","type":"rate_limit_error"}}""");

    private static RawFault Google(string period, string detail) => new(429, $$$"""
        {"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[
        {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequests{{{period}}}PerProjectPerModel"}]},{{{detail}}}]}}
        """);
}
