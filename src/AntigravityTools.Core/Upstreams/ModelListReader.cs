using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Reads a provider's model list in any of its shapes: <c>data[].id</c>, Gemini's <c>models[].name</c>, Vertex's <c>publisherModels[].name</c>.</summary>
internal static class ModelListReader
{
    private static readonly string[] Lists = ["data", "models", "publisherModels"];
    private static readonly string[] InputNames = ["inputTokenLimit", "max_input_tokens", "context_length", "context_window", "max_model_len"];
    private static readonly string[] OutputNames = ["outputTokenLimit", "max_output_tokens", "max_completion_tokens", "max_tokens"];

    /// <summary>The page; null where the text is no model list.</summary>
    public static ModelList? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            foreach (var name in Lists)
            {
                if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array)
                {
                    return Read(items, root.TryGetProperty("nextPageToken", out var next) ? next.GetString() : null);
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Not JSON, or not of this shape: the caller reports that the provider has no readable list.
        }

        return null;
    }

    private static ModelList Read(JsonElement items, string? next)
    {
        var models = new List<string>();
        var limits = ImmutableDictionary.CreateBuilder<string, ModelLimits>();
        foreach (var item in items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
        {
            if ((Text(item, "id") ?? Text(item, "name")) is { } id)
            {
                id = Bare(id);
                models.Add(id);
                var output = Number(item, OutputNames) ?? (item.TryGetProperty("top_provider", out var top) && top.ValueKind == JsonValueKind.Object ? Number(top, OutputNames) : null);
                if (Number(item, InputNames) is var input && (input ?? output) is not null)
                {
                    limits[id] = new ModelLimits(input, output);
                }
            }
        }

        return new ModelList { Models = [.. models.Distinct(StringComparer.Ordinal)], Limits = limits.ToImmutable(), NextPage = string.IsNullOrEmpty(next) ? null : next };
    }

    private static string Bare(string id)
    {
        const string Collection = "models/";
        var publisher = id.StartsWith("publishers/", StringComparison.Ordinal) ? id.IndexOf("/models/", StringComparison.Ordinal) : -1;
        return publisher >= 0 ? id[(publisher + Collection.Length + 1)..] : id.StartsWith(Collection, StringComparison.Ordinal) ? id[Collection.Length..] : id;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement json, string[] names)
    {
        foreach (var name in names)
        {
            if (json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0)
            {
                return number;
            }
        }

        return null;
    }
}
