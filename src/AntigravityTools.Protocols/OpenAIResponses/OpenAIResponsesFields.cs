using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>
/// The members of one object, as slices of the body. An item's type may stand behind its content, so members are gathered first and
/// understood then; what nobody takes is left for <see cref="Rest"/>.
/// </summary>
internal sealed class OpenAIResponsesFields
{
    private readonly List<KeyValuePair<string, RawJson>> _members = new(8);
    private readonly string _path;

    private OpenAIResponsesFields(string path) => _path = path;

    /// <summary>Reads the object on whose start the reader stands.</summary>
    internal static OpenAIResponsesFields Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string path)
    {
        JsonRead.ExpectObject(ref reader, path);
        var fields = new OpenAIResponsesFields(path);
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                fields._members.Add(new(name, JsonRead.Raw(ref reader, body)));
            }
        }

        return fields;
    }

    /// <summary>Reads an object that is a value of its own.</summary>
    internal static OpenAIResponsesFields Read(RawJson json, string path)
    {
        var reader = OpenReader(json);
        return Read(ref reader, json.Utf8, path);
    }

    /// <summary>A reader that stands on the value.</summary>
    internal static Utf8JsonReader OpenReader(RawJson json)
    {
        var reader = new Utf8JsonReader(json.Utf8.Span, JsonScan.Options);
        reader.Read();
        return reader;
    }

    /// <summary>Where a member stands, for messages.</summary>
    internal string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    /// <summary>True where the member is there and not null.</summary>
    internal bool Has(string name) => _members.Exists(member => member.Key == name);

    /// <summary>Takes a member as it stands; absent where it is missing or null.</summary>
    internal RawJson Raw(string name)
    {
        var found = default(RawJson);
        for (var i = _members.Count - 1; i >= 0; i--)
        {
            if (_members[i].Key == name)
            {
                found = found.IsAbsent ? _members[i].Value : found;
                _members.RemoveAt(i);
            }
        }

        return found;
    }

    /// <summary>Takes a text.</summary>
    internal string? Text(string name)
    {
        var raw = Raw(name);
        if (raw.IsAbsent)
        {
            return null;
        }

        var reader = OpenReader(raw);
        return JsonRead.Text(ref reader, PathOf(name));
    }

    /// <summary>Takes a text that must be there.</summary>
    internal string Required(string name) =>
        Text(name) ?? throw new FieldException(PathOf(name), $"'{PathOf(name)}' is missing. Send it as a string.");

    /// <summary>Takes a truth value.</summary>
    internal bool? Flag(string name)
    {
        var raw = Raw(name);
        if (raw.IsAbsent)
        {
            return null;
        }

        var reader = OpenReader(raw);
        return JsonRead.Boolean(ref reader, PathOf(name));
    }

    /// <summary>Takes a number.</summary>
    internal double? Number(string name)
    {
        var raw = Raw(name);
        if (raw.IsAbsent)
        {
            return null;
        }

        var reader = OpenReader(raw);
        return JsonRead.Number(ref reader, PathOf(name));
    }

    /// <summary>Takes a whole number.</summary>
    internal long? Integer(string name)
    {
        var raw = Raw(name);
        if (raw.IsAbsent)
        {
            return null;
        }

        var reader = OpenReader(raw);
        return JsonRead.Integer(ref reader, PathOf(name));
    }

    /// <summary>Takes the texts of a list; other elements are passed over.</summary>
    internal ImmutableArray<string> Texts(string name)
    {
        var raw = Raw(name);
        if (raw.IsAbsent)
        {
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        var reader = OpenReader(raw);
        JsonRead.ExpectArray(ref reader, PathOf(name));
        while (JsonRead.NextElement(ref reader))
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                texts.Add(JsonRead.Text(ref reader, PathOf(name))!);
            }
            else
            {
                reader.Skip();
            }
        }

        return texts.ToImmutable();
    }

    /// <summary>Takes members that the model needs no word for: they mean nothing outside of the exchange they came in.</summary>
    internal void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Raw(name);
        }
    }

    /// <summary>What nobody took, each under <paramref name="prefix"/>; null where nothing is left.</summary>
    internal Extras? Rest(string prefix = "") => _members.Count == 0
        ? null
        : new Extras(Protocol.OpenAIResponses, [.. _members.Select(member => new KeyValuePair<string, RawJson>(prefix + member.Key, member.Value))]);

    /// <summary>Adds what nobody took to a list, each under <paramref name="prefix"/>.</summary>
    internal void RestInto(ImmutableArray<KeyValuePair<string, RawJson>>.Builder extras, string prefix)
    {
        foreach (var member in _members)
        {
            extras.Add(new(prefix + member.Key, member.Value));
        }
    }
}
