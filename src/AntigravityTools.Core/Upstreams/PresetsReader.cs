using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Reads the shipped provider presets. A broken data file is a bug, hence exceptions.</summary>
internal static class PresetsReader
{
    private const string Resource = "AntigravityTools.Core.Upstreams.Presets.json";

    public static ImmutableArray<Provider> Read()
    {
        using var stream = typeof(PresetsReader).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the build.");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("providers").EnumerateArray().Select(ReadProvider)];
    }

    private static Provider ReadProvider(JsonElement json) => new()
    {
        Name = json.GetProperty("name").GetString()!,
        Title = json.GetProperty("title").GetString()!,
        Protocols = Protocols(json, "protocols"),
        OptionalProtocols = Protocols(json, "optional_protocols"),
        BaseUrl = Address(json, "base_url"),
        Credentials = [.. json.GetProperty("credentials").EnumerateArray().Select(item => item.GetString()!)],
        EnvironmentKeys = Texts(json, "environment_keys"),
        Fields = Texts(json, "fields"),
        KeyPage = Address(json, "key_page"),
        Servers = json.TryGetProperty("servers", out var servers) ? [.. servers.EnumerateArray().Select(ReadServer)] : [],
    };

    private static NamedServer ReadServer(JsonElement json) => new(
        json.GetProperty("name").GetString()!, Address(json, "base_url")!, json.GetProperty("needs_key").GetBoolean(),
        json.TryGetProperty("environment_key", out var key) ? key.GetString() : null);

    private static ImmutableArray<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    private static ImmutableArray<Protocol> Protocols(JsonElement json, string name) => json.TryGetProperty(name, out var list)
        ? [.. list.EnumerateArray().Select(item => ProtocolNames.Parse(item.GetString())
            ?? throw new InvalidOperationException($"Presets.json names an unknown protocol '{item.GetString()}'."))]
        : [];

    private static Uri? Address(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? new Uri(value.GetString()!) : null;
}
