using System.Buffers;
using System.Text.Json;

namespace AntigravityTools.Core.Management;

/// <summary>JSON merge patch (RFC 7396): members of objects are merged, null removes, everything else replaces.</summary>
internal static class JsonMergePatch
{
    /// <summary>The target with the patch applied.</summary>
    public static JsonDocument Apply(JsonElement target, JsonElement patch)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            Merge(target, patch, json);
        }

        return JsonDocument.Parse(output.WrittenMemory);
    }

    private static void Merge(JsonElement target, JsonElement patch, Utf8JsonWriter json)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            patch.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        var isObject = target.ValueKind == JsonValueKind.Object;
        foreach (var member in isObject ? target.EnumerateObject() : default)
        {
            if (!patch.TryGetProperty(member.Name, out _))
            {
                member.WriteTo(json);
            }
        }

        foreach (var member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                json.WritePropertyName(member.Name);
                Merge(isObject && target.TryGetProperty(member.Name, out var old) ? old : default, member.Value, json);
            }
        }

        json.WriteEndObject();
    }
}
