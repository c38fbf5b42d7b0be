using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary><c>:embedContent</c> and <c>:batchEmbedContents</c> (Gemini API reference, 2026-11).</summary>
internal sealed class GeminiEmbeddings : IEmbeddingTranslator
{
    /// <summary>The most texts in one batch.</summary>
    private const int MostInputs = 100;

    public ReadResult<EmbeddingRequest> ReadRequest(Operation operation, ReadOnlySpan<byte> body, string? pathModel)
    {
        var read = GeminiEmbeddingReader.Read(operation, body, pathModel);
        return read.Value is { } request && request.Inputs.Length > MostInputs ? TooMany(request, "requests") : read;
    }

    public WriteResult WriteRequest(EmbeddingRequest request, string model, IBufferWriter<byte> output)
    {
        if (request.Inputs.Length > MostInputs)
        {
            return new WriteResult { Fault = TooMany(request, "input") };
        }

        using var json = JsonWriters.Open(output);
        if (request.Inputs.Length == 1)
        {
            WriteOne(json, request, model, request.Inputs[0]);
            return new WriteResult();
        }

        json.WriteStartObject();
        json.WriteStartArray("requests"u8);
        foreach (var text in request.Inputs)
        {
            WriteOne(json, request, model, text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return new WriteResult();
    }

    public ReadResult<EmbeddingAnswer> ReadAnswer(EmbeddingRequest request, ReadOnlySpan<byte> body)
    {
        if (GeminiFaults.ReadHidden(body) is { } hidden)
        {
            return hidden;
        }

        try
        {
            using var document = JsonDocument.Parse(body.ToArray());
            var root = document.RootElement;
            ImmutableArray<ImmutableArray<float>> vectors = root.TryGetProperty("embeddings"u8, out var list)
                ? [.. list.EnumerateArray().Select(Vector)]
                : [Vector(root.GetProperty("embedding"u8))];
            if (vectors.Length != request.Inputs.Length)
            {
                return new Fault { Kind = FaultKind.Upstream, Message = $"The provider gave {vectors.Length} embeddings for {request.Inputs.Length} texts." };
            }

            var usage = GeminiUsage.OfAnswer(body);
            return new EmbeddingAnswer(vectors, usage.Input);
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
        if (request.Batch)
        {
            json.WriteStartArray("embeddings"u8);
            foreach (var vector in answer.Vectors)
            {
                json.WriteStartObject();
                WriteValues(json, vector);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject("embedding"u8);
            WriteValues(json, answer.Vectors is [var only, ..] ? only : []);
            json.WriteEndObject();
        }

        if (answer.InputTokens is { } tokens)
        {
            json.WriteStartObject("usageMetadata"u8);
            json.WriteNumber("promptTokenCount"u8, tokens);
            json.WriteNumber("totalTokenCount"u8, tokens);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static Fault TooMany(EmbeddingRequest request, string field) => new()
    {
        Kind = FaultKind.InvalidRequest, Param = field,
        Message = $"Gemini embeds at most {MostInputs} texts in one request; this one has {request.Inputs.Length}. Send them in several requests.",
    };

    private static void WriteOne(Utf8JsonWriter json, EmbeddingRequest request, string model, string text)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model.Contains('/', StringComparison.Ordinal) ? model : "models/" + model);
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
        GeminiPartWriter.Text(json, text, thought: false, signature: null);
        json.WriteEndArray();
        json.WriteEndObject();
        if (request.TaskType is { } task)
        {
            json.WriteString("taskType"u8, task);
        }

        if (request.Dimensions is { } dimensions)
        {
            json.WriteNumber("outputDimensionality"u8, dimensions);
        }

        json.WriteEndObject();
    }

    private static ImmutableArray<float> Vector(JsonElement embedding) => [.. embedding.GetProperty("values"u8).EnumerateArray().Select(number => number.GetSingle())];

    private static void WriteValues(Utf8JsonWriter json, ImmutableArray<float> vector)
    {
        json.WriteStartArray("values"u8);
        foreach (var number in vector)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
