using System.Text.Json;

namespace AntigravityTools.Simulator.Tests;

/// <summary>Every field that a recorded provider stream carries is carried by the simulator's event of the same type.</summary>
public sealed class RecordedShapeTests : SimulatorTest
{
    /// <summary>Fields of single deployments or of chance: random padding, billing, other finish states.</summary>
    private static readonly HashSet<string> Optional = ["obfuscation", "billing", "moderation"];

    [Theory]
    [InlineData("anthropic__anthropic-text.chunks.txt", "messages")]
    [InlineData("anthropic__anthropic-clear-thinking.1.chunks.txt", "messages")]
    [InlineData("anthropic__anthropic-tool-no-args.chunks.txt", "messages")]
    [InlineData("openai__chat__openai-text.chunks.txt", "chat")]
    [InlineData("openai__completion__openai-completion-text.chunks.txt", "completions")]
    [InlineData("openai__responses__openai-reasoning-encrypted-content.1.chunks.txt", "responses")]
    [InlineData("google__google-text.chunks.txt", "gemini")]
    [InlineData("google__google-tool-call-gemini3.chunks.txt", "gemini")]
    public async Task SimulatedEvents_CarryEveryRecordedField(string recording, string protocol)
    {
        var file = Path.Combine(Fixtures() ?? "", "vercel-ai", recording);
        Assert.SkipUnless(File.Exists(file), "Recorded streams are not on this machine.");
        var recorded = (await File.ReadAllLinesAsync(file, Cancel)).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var simulated = Shapes(await SimulateAsync(protocol));
        var missing = Shapes(recorded)
            .Where(pair => simulated.ContainsKey(pair.Key))
            .SelectMany(pair => pair.Value.Except(simulated[pair.Key]).Select(path => $"{pair.Key}: {path}"))
            .Where(path => !Optional.Any(path.Contains))
            .ToList();
        Assert.Empty(missing);
        Assert.NotEmpty(Shapes(recorded).Keys.Intersect(simulated.Keys));
    }

    private async Task<List<JsonElement>> SimulateAsync(string protocol)
    {
        const string Schema = """{"type":"object","properties":{"location":{"type":"string"}},"required":["location"]}""";
        var all = new List<JsonElement>();
        foreach (var text in (string[])["say hi", "weather Paris"])
        {
            var request = protocol switch
            {
                "messages" => Anthropic($$"""{"model":"claude-sonnet-4-5","stream":true,"max_tokens":2000,"thinking":{"type":"adaptive"},"context_management":{"edits":[]},"tools":[{"name":"weather","input_schema":{{Schema}}}],"messages":[{"role":"user","content":"{{text}}"}]}"""),
                "chat" => OpenAi($$"""{"model":"gpt-5.4","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"{{text}}"}]}""", "/v1/chat/completions"),
                "completions" => OpenAi($$"""{"model":"gpt-5.4","stream":true,"stream_options":{"include_usage":true},"prompt":"{{text}}"}""", "/v1/completions"),
                "responses" => OpenAi($$"""{"model":"gpt-5.4","stream":true,"reasoning":{"summary":"auto"},"include":["reasoning.encrypted_content"],"tools":[{"type":"function","name":"weather","description":"w","parameters":{{Schema}}}],"input":"{{text}}"}""", "/v1/responses"),
                _ => Gemini($$$$"""{"tools":[{"functionDeclarations":[{"name":"weather","parameters":{{{{Schema}}}}}]}],"contents":[{"parts":[{"text":"{{{{text}}}}"}]}],"generationConfig":{"thinkingConfig":{"includeThoughts":true}}}""", "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse"),
            };
            all.AddRange((await EventsAsync(request)).Select(frame => frame.Data).Where(data => data.ValueKind == JsonValueKind.Object));
        }
        return all;
    }

    private static Dictionary<string, HashSet<string>> Shapes(IEnumerable<JsonElement> events) => events
        .GroupBy(data => data.TryGetProperty("type", out var type) ? type.GetString()! : "chunk")
        .ToDictionary(group => group.Key, group => group.SelectMany(data => Paths(data, "")).ToHashSet());

    private static IEnumerable<string> Paths(JsonElement value, string path) => value.ValueKind switch
    {
        // What a tool takes and gets is the caller's, not the provider's.
        _ when path.EndsWith(".parameters", StringComparison.Ordinal) || path.EndsWith(".args", StringComparison.Ordinal) => [],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Paths(property.Value, $"{path}.{property.Name}").Prepend($"{path}.{property.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Paths(item, path + "[]")),
        _ => [],
    };

    private static string? Fixtures()
    {
        if (Environment.GetEnvironmentVariable("ANTIGRAVITY_FIXTURES") is { Length: > 0 } stated)
        {
            return stated;
        }
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "fixtures");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }
        return null;
    }
}
