using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

/// <summary>What the Open Responses document requires of each object; skipped where the document is not there.</summary>
public sealed class OpenAIResponsesSpecificationTests
{
    [Fact]
    public void EveryEventAndObject_HasWhatTheDocumentRequires()
    {
        if (RecordedStreams.Folder is not { } folder)
        {
            Assert.Skip("The specification is not there.");
            return;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "specs", "openresponses.openapi.json")));
        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
        var byType = schemas.EnumerateObject()
            .Where(static schema => schema.Name.EndsWith("StreamingEvent", StringComparison.Ordinal))
            .ToDictionary(static schema => schema.Value.GetProperty("properties").GetProperty("type").GetProperty("enum")[0].GetString()!, static schema => schema.Value);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var payload in Payloads())
        {
            using var json = JsonDocument.Parse(payload);
            var type = json.RootElement.GetProperty("type").GetString()!;
            if (byType.TryGetValue(type, out var schema))
            {
                CheckRequired(schemas, schema, json.RootElement, type);
                seen.Add(type);
            }
        }

        // All but queued and the reasoning that only open models show.
        Assert.Equal(byType.Keys.Where(static type => type is not ("response.queued" or "response.reasoning.delta" or "response.reasoning.done")).Order(), seen.Order());
    }

    private static IEnumerable<string> Payloads()
    {
        var request = ResponsesRoom.Read("""{"model":"m","input":"x","tools":[{"type":"function","name":"f"}],"text":{"format":{"type":"json_object"}}}""");
        var text = new StreamEvent[]
        {
            new StreamEvent.Started("i", "m"), new StreamEvent.BlockStarted(0, BlockKind.Reasoning), new StreamEvent.TextDelta(0, "r"), new StreamEvent.BlockEnded(0, "s"),
            new StreamEvent.BlockStarted(1, BlockKind.Text), new StreamEvent.TextDelta(1, "t"), new StreamEvent.CitationAdded(1, new Citation { Url = "https://a.example" }), new StreamEvent.BlockEnded(1),
            new StreamEvent.BlockStarted(2, BlockKind.Refusal), new StreamEvent.TextDelta(2, "t"), new StreamEvent.BlockEnded(2),
            new StreamEvent.BlockStarted(3, BlockKind.ToolCall, "c", "f"), new StreamEvent.BlockEnded(3), new StreamEvent.UsageReported(new TokenUsage { Input = 1, Output = 2 }),
        };
        StreamEvent[] ends =
        [
            new StreamEvent.Finished(StopReason.EndTurn, null), new StreamEvent.Finished(StopReason.MaxTokens, null),
            new StreamEvent.Failed(new Fault { Kind = FaultKind.Upstream, Message = "x" }),
        ];
        return ends.SelectMany(end => new RecordedStream("", Protocol.OpenAIResponses, System.Text.Encoding.UTF8.GetBytes(
            ResponsesRoom.WriteStream(text.Append(end), ResponsesRoom.Context(request)))).Payloads);
    }

    private static void CheckRequired(JsonElement schemas, JsonElement schema, JsonElement value, string path)
    {
        schema = Resolve(schemas, schema, value);
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var element in value.EnumerateArray())
            {
                CheckRequired(schemas, items, element, path + "[]");
            }
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(static item => item.GetString()!) : [])
        {
            Assert.True(value.TryGetProperty(name, out _), $"{path}.{name} is missing");
        }

        foreach (var member in schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default)
        {
            if (value.TryGetProperty(member.Name, out var inner))
            {
                CheckRequired(schemas, member.Value, inner, $"{path}.{member.Name}");
            }
        }
    }

    // Follows references and picks the branch whose type is the value's.
    private static JsonElement Resolve(JsonElement schemas, JsonElement schema, JsonElement value)
    {
        while (true)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                schema = schemas.GetProperty(reference.GetString()!.Split('/')[^1]);
            }
            else if (schema.TryGetProperty("allOf", out var all))
            {
                schema = all[0];
            }
            else if (schema.TryGetProperty("anyOf", out var branches) || schema.TryGetProperty("oneOf", out branches))
            {
                var found = branches.EnumerateArray().Select(branch => Resolve(schemas, branch, value)).FirstOrDefault(branch => Fits(branch, value));
                if (found.ValueKind == JsonValueKind.Undefined)
                {
                    return JsonDocument.Parse("{}").RootElement;
                }

                return found;
            }
            else
            {
                return schema;
            }
        }
    }

    private static bool Fits(JsonElement schema, JsonElement value) => value.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("properties", out var properties)
        && (!properties.TryGetProperty("type", out var type) || !type.TryGetProperty("enum", out var names)
            || (value.TryGetProperty("type", out var actual) && names.EnumerateArray().Any(name => name.GetString() == actual.GetString())));
}
