using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Reads <c>generationConfig</c>; what the model has no word for is kept under <c>generationConfig.</c></summary>
internal sealed class GeminiSettingsReader(ReadOnlyMemory<byte> body)
{
    internal ChatRequest Read(ref Utf8JsonReader reader, string field, ChatRequest request, ref ExtrasBuilder extras)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return request;
        }

        JsonRead.ExpectObject(ref reader, field);
        var isJson = false;
        var schema = default(RawJson);
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            var place = $"{field}.{name}";
            switch (CamelCase.Of(name))
            {
                case "responseMimeType":
                    var type = JsonRead.Text(ref reader, place);
                    isJson = type == "application/json";
                    if (type is not (null or "application/json" or "text/plain"))
                    {
                        extras.Add("generationConfig." + name, ref reader, body);
                    }

                    break;
                case "responseSchema" when reader.TokenType != JsonTokenType.Null:
                    JsonRead.ExpectObject(ref reader, place);
                    schema = GeminiSchemaReader.ToJsonSchema(JsonRead.Raw(ref reader, body));
                    break;
                case "responseJsonSchema" when reader.TokenType != JsonTokenType.Null:
                    schema = JsonRead.Raw(ref reader, body);
                    break;
                case "thinkingConfig":
                    request = request with { Reasoning = ReadThinking(ref reader, place) };
                    break;
                case var known when ReadSampling(ref reader, known, place, request.Sampling) is { } sampling:
                    request = request with { Sampling = sampling };
                    break;
                default:
                    extras.Add("generationConfig." + name, ref reader, body);
                    break;
            }
        }

        return isJson || !schema.IsAbsent ? request with { OutputFormat = new OutputFormat { Schema = schema } } : request;
    }

    private static Sampling? ReadSampling(ref Utf8JsonReader reader, string name, string place, Sampling sampling) => name switch
    {
        "temperature" => sampling with { Temperature = JsonRead.Number(ref reader, place) },
        "topP" => sampling with { TopP = JsonRead.Number(ref reader, place) },
        "topK" => sampling with { TopK = (int?)JsonRead.Integer(ref reader, place) },
        "candidateCount" => sampling with { Candidates = (int?)JsonRead.Integer(ref reader, place) },
        "maxOutputTokens" => sampling with { MaxOutputTokens = JsonRead.Integer(ref reader, place) },
        "stopSequences" => sampling with { StopSequences = Texts(ref reader, place) },
        "presencePenalty" => sampling with { PresencePenalty = JsonRead.Number(ref reader, place) },
        "frequencyPenalty" => sampling with { FrequencyPenalty = JsonRead.Number(ref reader, place) },
        "seed" => sampling with { Seed = JsonRead.Integer(ref reader, place) },
        "responseLogprobs" => sampling with { Logprobs = JsonRead.Boolean(ref reader, place) },
        "logprobs" => sampling with { TopLogprobs = (int?)JsonRead.Integer(ref reader, place) },
        _ => null,
    };

    private static ReasoningRequest? ReadThinking(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        JsonRead.ExpectObject(ref reader, field);
        var reasoning = new ReasoningRequest();
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (CamelCase.Of(name))
            {
                case "includeThoughts":
                    reasoning = reasoning with { Show = JsonRead.Boolean(ref reader, $"{field}.{name}") };
                    break;
                case "thinkingBudget":
                    reasoning = reasoning with { BudgetTokens = JsonRead.Integer(ref reader, $"{field}.{name}") };
                    break;
                case "thinkingLevel":
                    reasoning = reasoning with { Effort = EffortScale.Parse(JsonRead.Text(ref reader, $"{field}.{name}")) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return reasoning;
    }

    internal static ImmutableArray<string> Texts(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        JsonRead.ExpectArray(ref reader, field);
        var texts = ImmutableArray.CreateBuilder<string>();
        while (JsonRead.NextElement(ref reader))
        {
            texts.Add(JsonRead.Text(ref reader, $"{field}[{texts.Count}]") ?? "");
        }

        return texts.ToImmutable();
    }
}
