using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary><c>/v1/embeddings</c>: floats as numbers, or as little-endian float32 in base64 (the official SDK's default).</summary>
internal sealed class OpenAIChatEmbeddings : IEmbeddingTranslator
{
    public ReadResult<EmbeddingRequest> ReadRequest(Operation operation, ReadOnlySpan<byte> body, string? pathModel)
    {
        try
        {
            return Read(body);
        }
        catch (FieldException wrong)
        {
            return wrong.ToFault();
        }
        catch (JsonException malformed)
        {
            return new Fault { Kind = FaultKind.InvalidRequest, Message = $"The body is not valid JSON: {malformed.Message}" };
        }
        catch (InvalidOperationException)
        {
            // The JSON reader's word for a name whose bytes are no text.
            return new Fault { Kind = FaultKind.InvalidRequest, Message = "The body holds text that is not valid UTF-8 or has half a surrogate pair." };
        }
    }

    public WriteResult WriteRequest(EmbeddingRequest request, string model, IBufferWriter<byte> output)
    {
        var losses = new LossList();
        if (request.TaskType is not null)
        {
            losses.Dropped("taskType", "OpenAI's embeddings know no task");
        }

        using var json = JsonWriters.Open(output);
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteStartArray("input"u8);
        foreach (var text in request.Inputs)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
        json.WriteString("encoding_format"u8, "float"u8);
        if (request.Dimensions is { } dimensions)
        {
            json.WriteNumber("dimensions"u8, dimensions);
        }

        json.WriteEndObject();
        return new WriteResult { Loss = losses.ToReport() };
    }

    public ReadResult<EmbeddingAnswer> ReadAnswer(EmbeddingRequest request, ReadOnlySpan<byte> body)
    {
        if (OpenAIChatFaults.ReadHidden(body) is { } hidden)
        {
            return hidden;
        }

        try
        {
            using var document = JsonDocument.Parse(body.ToArray());
            var vectors = document.RootElement.GetProperty("data").EnumerateArray()
                .OrderBy(item => item.TryGetProperty("index", out var index) ? index.GetInt32() : 0)
                .Select(item => Vector(item.GetProperty("embedding"))).ToImmutableArray();
            return new EmbeddingAnswer(vectors, OpenAIChatUsage.OfAnswer(body).Input);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new Fault { Kind = FaultKind.Upstream, Message = "The provider's answer is not a list of embeddings." };
        }
    }

    public void WriteAnswer(EmbeddingRequest request, EmbeddingAnswer answer, IBufferWriter<byte> output)
    {
        using var json = JsonWriters.Open(output);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        for (var i = 0; i < answer.Vectors.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "embedding"u8);
            json.WriteNumber("index"u8, i);
            WriteVector(json, answer.Vectors[i], request.Base64);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model"u8, request.Model);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, answer.InputTokens ?? 0);
        json.WriteNumber("total_tokens"u8, answer.InputTokens ?? 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static EmbeddingRequest Read(ReadOnlySpan<byte> body)
    {
        var request = new EmbeddingRequest { Model = "", Inputs = [] };
        var reader = new Utf8JsonReader(body, JsonScan.Options);
        reader.Read();
        JsonRead.ExpectObject(ref reader, "body");
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "model":
                    request = request with { Model = JsonRead.Text(ref reader, "model") ?? "" };
                    break;
                case "input":
                    request = request with { Inputs = Inputs(ref reader) };
                    break;
                case "dimensions":
                    request = request with { Dimensions = (int?)JsonRead.Integer(ref reader, "dimensions") };
                    break;
                case "encoding_format":
                    request = request with { Base64 = JsonRead.Text(ref reader, "encoding_format") == "base64" };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return request.Inputs.IsEmpty ? throw new FieldException("input", "'input' is missing.") : request;
    }

    private static ImmutableArray<string> Inputs(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return [JsonRead.Text(ref reader, "input")!];
        }

        JsonRead.ExpectArray(ref reader, "input");
        var inputs = ImmutableArray.CreateBuilder<string>();
        while (JsonRead.NextElement(ref reader))
        {
            inputs.Add(reader.TokenType == JsonTokenType.String
                ? JsonRead.Text(ref reader, $"input[{inputs.Count}]")!
                : throw new FieldException("input", "'input' must be text; token arrays mean nothing to another provider."));
        }

        return inputs.ToImmutable();
    }

    private static ImmutableArray<float> Vector(JsonElement embedding) => embedding.ValueKind == JsonValueKind.String
        ? [.. MemoryMarshal.Cast<byte, float>(embedding.GetBytesFromBase64())]
        : [.. embedding.EnumerateArray().Select(number => number.GetSingle())];

    private static void WriteVector(Utf8JsonWriter json, ImmutableArray<float> vector, bool base64)
    {
        if (base64)
        {
            json.WriteBase64String("embedding"u8, MemoryMarshal.AsBytes(vector.AsSpan()));
            return;
        }

        json.WriteStartArray("embedding"u8);
        foreach (var number in vector)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
