using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace History;

/// <summary>Request rows as a busy gateway would make them: row after row the same in every run. Up to row <c>retired</c>
/// there are a model and a key that nobody uses any more.</summary>
internal sealed class HistoryRows(DateTimeOffset first, TimeSpan pace, int retired)
{
    private const int Models = 40;
    private const int Accounts = 12;
    private const int Keys = 8;
    private static readonly Protocol[] Protocols = [Protocol.Anthropic, Protocol.OpenAIChat, Protocol.OpenAIResponses, Protocol.Gemini];
    private static readonly (int Status, Verdict Verdict)[] Faults =
        [(429, Verdict.RateLimited), (429, Verdict.QuotaExhausted), (503, Verdict.Overloaded), (400, Verdict.BadRequest), (499, Verdict.Cancelled), (404, Verdict.ModelUnavailable)];

    private readonly Ids _ids = new();

    /// <summary>When a row starts.</summary>
    public DateTimeOffset TimeOf(int number) => first + (pace * number);

    /// <summary>A row at its time.</summary>
    public RequestRecord Row(int number) => Row(number, TimeOf(number));

    /// <summary>A row at another time.</summary>
    public RequestRecord Row(int number, DateTimeOffset startedAt)
    {
        var dice = Mix((ulong)number);
        var fails = dice % 100 < 3;
        var (status, verdict) = fails ? Faults[(int)(dice / 100 % (ulong)Faults.Length)] : (200, Verdict.Ok);
        // Some models are asked for far more often than others; one row in a million is for a model that hardly anybody knows.
        var model = dice % 1_000_003 == 1 ? "rare-model" : $"model-{Math.Min((int)(dice / 7 % Models), (int)(dice / 311 % Models)):00}";
        model = number < retired && dice / 59 % 50 == 0 ? "retired-model" : model;
        var account = (int)(dice / 13 % Accounts);
        var protocol = Protocols[(int)(dice / 17 % 4)];
        var input = (long)(dice / 19 % 20_000);
        return new RequestRecord
        {
            Id = _ids.NewRequestId(startedAt),
            TraceId = $"{dice:x32}",
            StartedAt = startedAt,
            Protocol = protocol,
            UpstreamProtocol = Protocols[account % 4],
            Method = "POST",
            Path = protocol switch { Protocol.Anthropic => "/v1/messages", Protocol.OpenAIChat => "/v1/chat/completions", Protocol.OpenAIResponses => "/v1/responses", _ => "/v1beta/models/generateContent" },
            Stream = dice / 23 % 4 != 0,
            RequestedModel = model,
            ResolvedModel = model,
            AccountId = $"acc_{account:00}",
            Account = $"Account {account}",
            Key = number < retired && dice / 61 % 10 == 0 ? "retired-key" : $"key-{dice / 29 % Keys}",
            Status = status,
            Verdict = verdict,
            Error = fails ? $"The provider refused the request, reason {dice / 31 % 50}." : null,
            Attempts = [new Attempt { AccountId = $"acc_{account:00}", Account = $"Account {account}", Verdict = verdict, Status = status, Action = fails ? "gave up" : "answered", Duration = TimeSpan.FromMilliseconds(dice / 37 % 4_000) }],
            TimeToFirstToken = TimeSpan.FromMilliseconds(200 + (dice / 41 % 2_000)),
            Duration = TimeSpan.FromMilliseconds(500 + (dice / 43 % 30_000)),
            Usage = fails ? TokenUsage.Unknown : new TokenUsage { Input = input, Output = (long)(dice / 47 % 2_000), CacheRead = input / 2, Reasoning = (long)(dice / 53 % 500) },
            CostUsd = fails ? null : input / 1_000_000m,
            BytesIn = input * 4,
            BytesOut = 9_000,
            Decision = new Decision { Strategy = "balance", Candidates = Accounts, Reason = "the most headroom", Score = 0.5 },
        };
    }

    // SplitMix64.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
