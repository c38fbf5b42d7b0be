using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Reads the model ids of a provider's list, in any of the three shapes.</summary>
internal static class ModelListReader
{
    /// <summary>The ids in the provider's order; default where the text is no model list.</summary>
    public static ImmutableArray<string> Read(Protocol protocol, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(protocol, document.RootElement) : default;
        }
        catch (JsonException)
        {
            // Not JSON: the caller reports that the provider has no readable list.
            return default;
        }
    }

    private static ImmutableArray<string> Read(Protocol protocol, JsonElement root)
    {
        var (list, name) = protocol == Protocol.Gemini ? ("models", "name") : ("data", "id");
        if (!root.TryGetProperty(list, out var items) || items.ValueKind != JsonValueKind.Array)
        {
            return default;
        }

        return
        [
            .. items.EnumerateArray()
                .Select(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null)
                .OfType<string>()
                .Select(id => id.StartsWith("models/", StringComparison.Ordinal) ? id["models/".Length..] : id)
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
