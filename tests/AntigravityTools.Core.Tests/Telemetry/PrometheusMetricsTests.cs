using AntigravityTools.Core.Records;
using AntigravityTools.Core.Telemetry;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Telemetry;

public sealed class PrometheusMetricsTests : IDisposable
{
    private readonly TelemetrySource _source = new("0.0.0", _ => "azure-openai", new TelemetryGauges { InFlight = () => 3, UsableAccounts = () => 2, DroppedRecords = () => 1 });

    public void Dispose() => _source.Dispose();

    [Fact]
    public void Request_IsCountedInEveryMetric_WithItsLabelsEscaped()
    {
        using var metrics = new PrometheusMetrics(_source.Meter);
        _source.Record([Sample("gpt \"x\"\n"), Sample("gpt \"x\"\n") with { Verdict = Verdict.RateLimited, Status = 429, TimeToFirstToken = null, Usage = TokenUsage.Unknown }]);

        var text = metrics.Write();

        const string Labels = "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"azure.ai.openai\",gen_ai_request_model=\"gpt \\\"x\\\"\\n\"";
        string[] lines =
        [
            $"antigravity_requests_total{{{Labels},antigravity_verdict=\"ok\"}} 1",
            $"antigravity_requests_total{{{Labels},antigravity_verdict=\"rate_limited\"}} 1",
            $"gen_ai_server_request_duration_seconds_bucket{{{Labels},le=\"1.28\"}} 0",
            $"gen_ai_server_request_duration_seconds_bucket{{{Labels},le=\"2.56\"}} 1",
            $"gen_ai_server_request_duration_seconds_sum{{{Labels}}} 2",
            $"gen_ai_server_request_duration_seconds_count{{{Labels},error_type=\"rate_limited\"}} 1",
            $"gen_ai_server_time_to_first_token_seconds_count{{{Labels}}} 1",
            $"gen_ai_client_token_usage_sum{{{Labels},gen_ai_token_type=\"input\"}} 100",
            "antigravity_requests_in_flight 3",
            "antigravity_accounts_usable 2",
            "antigravity_records_dropped_total 1",
        ];
        Assert.All(lines, line => Assert.Contains(line + "\n", text, StringComparison.Ordinal));
        Assert.Equal(text, metrics.Write());
    }

    [Fact]
    public void UnresolvedModel_IsNoLabel_AndLabelsAreBounded()
    {
        using var metrics = new PrometheusMetrics(_source.Meter);
        _source.Record([Sample(null) with { RequestedModel = "whatever a client wrote" }]);
        Assert.DoesNotContain("whatever", metrics.Write(), StringComparison.Ordinal);
        for (var number = 0; number < 3000; number++)
        {
            _source.Record([Sample($"model-{number}")]);
        }

        Assert.Contains("overflow=\"true\"", metrics.Write(), StringComparison.Ordinal);
        Assert.DoesNotContain("model-2999", metrics.Write(), StringComparison.Ordinal);
    }

    private static RequestRecord Sample(string? model) => new()
    {
        Id = "req_1", TraceId = new string('a', 32), StartedAt = DateTimeOffset.UnixEpoch, Method = "POST", Path = "/v1/chat/completions", AccountId = "acc_1",
        RequestedModel = model, ResolvedModel = model, Status = 200, Verdict = Verdict.Ok, Duration = TimeSpan.FromSeconds(2),
        TimeToFirstToken = TimeSpan.FromMilliseconds(20), Usage = new TokenUsage { Input = 100, Output = 7 },
    };
}
