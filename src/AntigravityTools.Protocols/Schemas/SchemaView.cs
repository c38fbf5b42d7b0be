using System.Collections.Immutable;
using System.Text.Json;

namespace AntigravityTools.Protocols.Schemas;

/// <summary>One schema with its local references followed and its <c>allOf</c> merged, so that a poorer dialect can say it in one object.</summary>
internal sealed class SchemaView
{
    private readonly OrderedDictionary<string, JsonElement> _words = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, JsonElement> _properties = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, bool> _required = new(StringComparer.Ordinal);

    private SchemaView(ImmutableHashSet<string> references) => References = references;

    /// <summary>Everything but properties and required, in the order of the text; what stands nearer wins.</summary>
    internal OrderedDictionary<string, JsonElement> Words => _words;

    internal OrderedDictionary<string, JsonElement> Properties => _properties;

    internal IEnumerable<string> Required => _required.Keys;

    /// <summary>The references followed to get here; one of them again inside would never end.</summary>
    internal ImmutableHashSet<string> References { get; private set; }

    /// <summary>The reference that leads back to a schema around this one, or to nothing.</summary>
    internal string? Unresolved { get; private set; }

    /// <param name="schema">The schema; anything but an object says nothing.</param>
    /// <param name="root">The text that references start from.</param>
    /// <param name="references">The references followed so far.</param>
    internal static SchemaView Of(JsonElement schema, JsonElement root, ImmutableHashSet<string> references)
    {
        var view = new SchemaView(references);
        view.Gather(schema, root);
        return view;
    }

    /// <summary>Takes another schema in, as <c>allOf</c> would.</summary>
    internal void Gather(JsonElement schema, JsonElement root)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in schema.EnumerateObject())
        {
            switch (member.Name)
            {
                case "$ref" when member.Value.ValueKind == JsonValueKind.String:
                    Follow(member.Value.GetString()!, root);
                    break;
                case "allOf" when member.Value.ValueKind == JsonValueKind.Array:
                    foreach (var part in member.Value.EnumerateArray())
                    {
                        Gather(part, root);
                    }

                    break;
                case "properties" when member.Value.ValueKind == JsonValueKind.Object:
                    foreach (var property in member.Value.EnumerateObject())
                    {
                        _properties.TryAdd(property.Name, property.Value);
                    }

                    break;
                case "required" when member.Value.ValueKind == JsonValueKind.Array:
                    foreach (var name in member.Value.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String))
                    {
                        _required.TryAdd(name.GetString()!, true);
                    }

                    break;
                default:
                    _words.TryAdd(member.Name, member.Value);
                    break;
            }
        }
    }

    private void Follow(string reference, JsonElement root)
    {
        if (References.Contains(reference) || Resolve(reference, root) is not { } target)
        {
            Unresolved = reference;
            return;
        }

        References = References.Add(reference);
        Gather(target, root);
    }

    // A JSON pointer (RFC 6901) into the same text.
    private static JsonElement? Resolve(string reference, JsonElement root)
    {
        if (reference == "#")
        {
            return root;
        }

        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return null;
        }

        var at = root;
        foreach (var step in reference[2..].Split('/'))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at;
    }
}
