using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Testing.Contracts;

/// <summary>Requests for tests of stores.</summary>
public static class SampleRequests
{
    /// <summary>A Wednesday, at noon.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A request that was answered; numbers grow with time, a second each.</summary>
    public static RequestRecord Answered(int number) => new()
    {
        Id = IdOf(number),
        TraceId = $"{number:x32}",
        StartedAt = Noon.AddSeconds(number),
        Protocol = Protocol.Anthropic,
        UpstreamProtocol = Protocol.Gemini,
        Method = "POST",
        Path = "/v1/messages",
        RequestedModel = "claude-sonnet-4-5",
        ResolvedModel = "gemini-2.5-pro",
        AccountId = "acc_1",
        Account = "first",
        Status = 200,
        Verdict = Verdict.Ok,
        Duration = TimeSpan.FromMilliseconds(500),
        Usage = TokenUsage.Unknown,
    };

    /// <summary>A request that failed.</summary>
    public static RequestRecord Failed(int number) => Answered(number) with
    {
        Status = 429,
        Verdict = Verdict.RateLimited,
        Error = "All accounts are cooling down.",
    };

    /// <summary>A request with a value in every field.</summary>
    public static RequestRecord Full(int number) => Answered(number) with
    {
        StartedAt = Noon.AddSeconds(number).AddTicks(7),
        Stream = true,
        Key = "laptop",
        Status = 502,
        Verdict = Verdict.UpstreamError,
        Error = "The upstream said \"no\" – 안 돼.",
        Attempts =
        [
            new Attempt
            {
                AccountId = "acc_2", Account = "second", Verdict = Verdict.RateLimited, Status = 429, Evidence = "429 rate_limit_error",
                Action = "next account", Wait = TimeSpan.FromMilliseconds(3), Duration = TimeSpan.FromTicks(12_345),
            },
            new Attempt { AccountId = "acc_1", Account = "first", Verdict = Verdict.Ok, Action = "answered" },
        ],
        TimeToFirstToken = TimeSpan.FromTicks(1_234_567),
        Duration = TimeSpan.FromTicks(98_765_432),
        Usage = new TokenUsage { Input = 1_000, Output = 0, CacheRead = 800, CacheWrite = 100, Reasoning = 40, Raw = """{"input_tokens":100}""" },
        CostUsd = 0.012345678m,
        BytesIn = 2_048,
        BytesOut = 5L << 32,
        Decision = new Decision
        {
            Rule = "claude-*", Strategy = "balance", Candidates = 3, Reason = "sticky",
            PassedOver = [new PassedOver("cooling_down", 2, ["third", "fourth"])],
        },
        Loss = [new Loss("logit_bias", "dropped", "Gemini has no such field.")],
    };

    /// <summary>The id of a numbered request.</summary>
    public static string IdOf(int number) => $"req_{number:d8}";
}
