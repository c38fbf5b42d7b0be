using System.Text.Json;
using AntigravityTools.Simulator;
using AntigravityTools.Testing;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.Translation;

/// <summary>
/// Every client protocol with an account of every other, through the running gateway, by the vendors' own SDKs. The gateway is this
/// class's own: its accounts serve the real models' names, and would answer the other tests.
/// </summary>
public sealed class TranslationTableTests(GatewayFixture gateway, TableResults results) : IClassFixture<GatewayFixture>, IClassFixture<TableResults>
{
    private static readonly string[] Protocols = ["openai-chat", "openai-responses", "anthropic", "gemini"];

    public static IEnumerable<TheoryDataRow<string, string>> Pairs() =>
        Protocols.SelectMany(static _ => Protocols, static (inbound, upstream) => new TheoryDataRow<string, string>(inbound, upstream));

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Client_GetsWhatItAsksForOfAnyProvider(string inbound, string upstream)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), cancellationToken);
        var prefix = "table-" + Guid.NewGuid().ToString("N")[..8];
        var accounts = new List<UpstreamAccount>();
        try
        {
            foreach (var one in TableCases.All)
            {
                if (one.Upstream is { } behaviour)
                {
                    // Not for the list of models, which the gateway asks for by itself.
                    simulator.Always("sk-" + one.Name, behaviour with { Path = PathOf(upstream) });
                }

                accounts.Add(await UpstreamAccount.AddAsync(gateway, simulator, upstream, "sk-" + one.Name, $"{prefix}-{one.Name}", reasons: one.Name == "signed"));
            }

            var answers = await RunAsync(inbound, prefix);
            Judge(inbound, upstream, simulator, answers);
        }
        finally
        {
            foreach (var account in accounts)
            {
                await account.DisposeAsync();
            }
        }
    }

    private void Judge(string inbound, string upstream, SimulatorHost simulator, JsonElement answers)
    {
        var (outcomes, wrong) = (new Dictionary<string, string>(), new List<string>());
        foreach (var one in TableCases.All)
        {
            var got = answers.GetProperty(one.Name);
            if (got.TryGetProperty("none", out _))
            {
                outcomes[one.Name] = "–";
                continue;
            }

            var requests = simulator.Requests.Where(request => request.Credential == "sk-" + one.Name && request.Method == "POST").ToList();
            try
            {
                one.Check(new TableCase.Heard(inbound, upstream, got, requests));
                outcomes[one.Name] = "✓";
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException or KeyNotFoundException or InvalidOperationException or ArgumentException or JsonException)
            {
                outcomes[one.Name] = "✗";
                wrong.Add($"{one.Title}: {e.Message}\n  client: {got}\n{string.Concat(requests.Select(static request => $"  provider: {request.Path} {request.BodyText}\n"))}");
            }
        }

        results.Add(inbound, upstream, outcomes);
        Assert.True(wrong.Count == 0, $"{inbound} on {upstream}: {wrong.Count} wrong\n\n{string.Join("\n", wrong)}");
    }

    private async Task<JsonElement> RunAsync(string inbound, string prefix)
    {
        var node = InstalledClients.NodeFor(inbound switch { "anthropic" => "@anthropic-ai/sdk", "gemini" => "@google/genai", _ => "openai" });
        using var folder = new TemporaryDirectory();
        var environment = new Dictionary<string, string>
        {
            ["CLIENTS"] = InstalledClients.Folder,
            ["BASE_URL"] = gateway.Process.ProxyUrl.ToString(),
            ["MODEL"] = prefix,
            ["PNG"] = TableCases.Png,
            ["CASES"] = string.Join(',', TableCases.All.Select(static one => one.Name)),
        };
        var run = await CommandRun.ExecuteAsync(
            node, [Path.Combine(AppContext.BaseDirectory, "Translation", inbound + ".mjs")], folder.Path, environment, TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.ToString());
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.Clone();
    }

    private static string PathOf(string upstream) => upstream switch
    {
        "openai-chat" => "/chat/completions",
        "openai-responses" => "/responses",
        "anthropic" => "/messages",
        _ => "GenerateContent",
    };
}
