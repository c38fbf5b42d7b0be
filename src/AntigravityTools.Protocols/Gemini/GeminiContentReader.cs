using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Reads <c>contents</c> and <c>systemInstruction</c> into messages.</summary>
internal sealed class GeminiContentReader(ReadOnlyMemory<byte> body)
{
    private readonly GeminiPartReader _parts = new(body);

    internal void ReadContents(ref Utf8JsonReader reader, string field, ImmutableArray<Message>.Builder messages)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadContent(ref reader, field, messages);
            return;
        }

        JsonRead.ExpectArray(ref reader, field);
        for (var i = 0; JsonRead.NextElement(ref reader); i++)
        {
            ReadContent(ref reader, $"{field}[{i}]", messages);
        }
    }

    /// <summary>The operator's instructions; text alone is taken too.</summary>
    internal Message? ReadSystem(ref Utf8JsonReader reader, string field)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return new Message { Role = Role.System, Parts = [new Part.Text(JsonRead.Text(ref reader, field)!) { Place = field }], Place = field };
        }

        var (_, parts, extras) = Read(ref reader, field);
        return parts.IsEmpty ? null : new Message { Role = Role.System, Parts = parts, Extras = extras, Place = field };
    }

    private void ReadContent(ref Utf8JsonReader reader, string place, ImmutableArray<Message>.Builder messages)
    {
        var (role, parts, extras) = Read(ref reader, place);
        switch (role)
        {
            case "model" or "assistant":
                messages.Add(new Message { Role = Role.Assistant, Parts = Join(parts), Extras = extras, Place = place });
                return;
            case "system":
                messages.Add(new Message { Role = Role.System, Parts = parts, Extras = extras, Place = place });
                return;
            case null or "" or "user" or "function" or "tool":
                break;
            default:
                throw new FieldException($"{place}.role", $"'{place}.role' must be user or model; it is '{role}'.");
        }

        // Results are a message of their own in the model; what the user adds comes behind them.
        var results = parts.Where(part => part is Part.ToolResult).ToImmutableArray();
        if (!results.IsEmpty)
        {
            messages.Add(new Message { Role = Role.Tool, Parts = results, Place = place });
        }

        if (results.Length < parts.Length || parts.IsEmpty)
        {
            messages.Add(new Message { Role = Role.User, Parts = parts.RemoveAll(part => part is Part.ToolResult), Extras = extras, Place = place });
        }
    }

    private (string? Role, ImmutableArray<Part> Parts, Extras? Extras) Read(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);

        // The role may stand behind the parts, and ids of calls hang on it.
        var role = RoleOf(reader, place);
        _parts.Enter(role is "model" or "assistant");
        var extras = new ExtrasBuilder(Protocol.Gemini);
        var parts = ImmutableArray.CreateBuilder<Part>();
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "role":
                    break;
                case "parts" when reader.TokenType == JsonTokenType.StartObject:
                    parts.Add(_parts.Read(ref reader, $"{place}.parts"));
                    break;
                case "parts" when reader.TokenType != JsonTokenType.Null:
                    ReadParts(ref reader, $"{place}.parts", parts);
                    break;
                default:
                    extras.Add(name, ref reader, body);
                    break;
            }
        }

        return (role, parts.ToImmutable(), extras.Build());
    }

    private void ReadParts(ref Utf8JsonReader reader, string place, ImmutableArray<Part>.Builder parts)
    {
        JsonRead.ExpectArray(ref reader, place);
        for (var i = 0; JsonRead.NextElement(ref reader); i++)
        {
            parts.Add(_parts.Read(ref reader, $"{place}[{i}]"));
        }
    }

    private static string? RoleOf(Utf8JsonReader ahead, string place)
    {
        while (JsonRead.NextMember(ref ahead))
        {
            var hit = ahead.ValueTextEquals("role"u8);
            ahead.Read();
            if (hit)
            {
                return JsonRead.Text(ref ahead, $"{place}.role");
            }

            ahead.Skip();
        }

        return null;
    }

    // Clients that replay a stream send its pieces; what one block said is one part again. Signed pieces stay alone, as Google asks.
    private static ImmutableArray<Part> Join(ImmutableArray<Part> parts)
    {
        var joined = ImmutableArray.CreateBuilder<Part>(parts.Length);
        foreach (var part in parts)
        {
            switch (joined.Count > 0 ? joined[^1] : null, part)
            {
                case (Part.Text { Signature: null, Extras: null } before, Part.Text { Signature: null, Extras: null } text):
                    joined[^1] = before with { Value = before.Value + text.Value };
                    break;
                case (Part.Reasoning { Signature: null, Extras: null } before, Part.Reasoning { Extras: null } thought):
                    joined[^1] = before with { Value = before.Value + thought.Value, Signature = thought.Signature };
                    break;
                default:
                    joined.Add(part);
                    break;
            }
        }

        return joined.ToImmutable();
    }
}
