using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Writes kept fields back to the protocol that they came from.</summary>
internal static class ExtrasWriter
{
    /// <summary>The fields of <paramref name="extras"/> where they belong to <paramref name="target"/>; others write nothing.</summary>
    internal static void Write(Utf8JsonWriter json, Extras? extras, Protocol target)
    {
        if (extras is null || extras.Protocol != target)
        {
            return;
        }

        foreach (var (name, value) in extras.Fields)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        }
    }
}
