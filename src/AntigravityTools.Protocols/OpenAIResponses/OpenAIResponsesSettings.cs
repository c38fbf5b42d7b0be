using System.Collections.Immutable;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Reads the settings that are objects: <c>reasoning</c>, <c>text</c>, <c>include</c>.</summary>
internal static class OpenAIResponsesSettings
{
    internal static ReasoningRequest? ReadReasoning(RawJson raw, ImmutableArray<KeyValuePair<string, RawJson>>.Builder extras)
    {
        var fields = OpenAIResponsesFields.Read(raw, "reasoning");
        var word = fields.Text("effort");
        var summary = fields.Text("summary") ?? fields.Text("generate_summary");
        var effort = EffortScale.Parse(word);
        if (word is not null && effort is null)
        {
            extras.Add(new("reasoning.effort", new RawJson(JsonSplice.Quote(word))));
        }

        fields.Ignore("generate_summary");
        fields.RestInto(extras, "reasoning.");
        return effort is null && summary is null ? null : new ReasoningRequest { Effort = effort, Show = summary is null ? null : summary != "none" };
    }

    internal static OutputFormat? ReadText(RawJson raw, ImmutableArray<KeyValuePair<string, RawJson>>.Builder extras)
    {
        var fields = OpenAIResponsesFields.Read(raw, "text");
        var format = fields.Raw("format");
        fields.RestInto(extras, "text.");
        return format.IsAbsent ? null : ReadFormat(OpenAIResponsesFields.Read(format, "text.format"), format, extras);
    }

    private static OutputFormat? ReadFormat(OpenAIResponsesFields fields, RawJson whole, ImmutableArray<KeyValuePair<string, RawJson>>.Builder extras)
    {
        switch (fields.Required("type"))
        {
            case "text":
                return null;
            case "json_object":
                return new OutputFormat();
            case "json_schema":
                // Chat nests the same members one level deeper.
                var nested = fields.Raw("json_schema");
                var source = nested.IsAbsent ? fields : OpenAIResponsesFields.Read(nested, "text.format.json_schema");
                return new OutputFormat
                {
                    Schema = source.Raw("schema"),
                    Name = source.Text("name"),
                    Description = source.Text("description"),
                    Strict = source.Flag("strict"),
                };
            default:
                extras.Add(new("text.format", whole));
                return null;
        }
    }

    internal static ChatRequest ReadInclude(RawJson raw, ChatRequest request)
    {
        var reader = OpenAIResponsesFields.OpenReader(raw);
        JsonRead.ExpectArray(ref reader, "include");
        while (JsonRead.NextElement(ref reader))
        {
            if (reader.TokenType == System.Text.Json.JsonTokenType.String && reader.ValueTextEquals("message.output_text.logprobs"u8))
            {
                request = request with { Sampling = request.Sampling with { Logprobs = true } };
            }

            reader.Skip();
        }

        return request;
    }
}
