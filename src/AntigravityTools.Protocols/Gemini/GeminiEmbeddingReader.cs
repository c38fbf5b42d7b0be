using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Reads a client's request for embeddings, single or batched.</summary>
internal static class GeminiEmbeddingReader
{
    internal static ReadResult<EmbeddingRequest> Read(Operation operation, ReadOnlySpan<byte> body, string? pathModel)
    {
        try
        {
            return Read(body, pathModel, operation == Operation.EmbedBatch);
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
            return new Fault { Kind = FaultKind.InvalidRequest, Message = "The body holds text that is not valid Unicode. Send one JSON object in UTF-8." };
        }
    }

    private static EmbeddingRequest Read(ReadOnlySpan<byte> body, string? pathModel, bool batch)
    {
        var reader = new Utf8JsonReader(body, JsonScan.Options);
        reader.Read();
        JsonRead.ExpectObject(ref reader, "body");
        var texts = ImmutableArray.CreateBuilder<string>();
        EmbeddingRequest? first = null;
        if (!batch)
        {
            first = ReadOne(ref reader, "", texts);
        }
        else
        {
            while (JsonRead.NextMember(ref reader))
            {
                var isList = reader.ValueTextEquals("requests"u8);
                reader.Read();
                if (!isList)
                {
                    reader.Skip();
                    continue;
                }

                JsonRead.ExpectArray(ref reader, "requests");
                for (var i = 0; JsonRead.NextElement(ref reader); i++)
                {
                    JsonRead.ExpectObject(ref reader, $"requests[{i}]");
                    var one = ReadOne(ref reader, $"requests[{i}].", texts);
                    first ??= one;
                    if (one.Dimensions != first.Dimensions || one.TaskType != first.TaskType)
                    {
                        throw new FieldException($"requests[{i}]", "All requests of a batch must ask for the same task and the same number of dimensions.");
                    }
                }
            }
        }

        while (reader.Read())
        {
        }

        return first is null
            ? throw new FieldException("requests", "'requests' must hold at least one request.")
            : first with { Model = pathModel ?? first.Model, Inputs = texts.ToImmutable(), Batch = batch };
    }

    private static EmbeddingRequest ReadOne(ref Utf8JsonReader reader, string place, ImmutableArray<string>.Builder texts)
    {
        var request = new EmbeddingRequest { Model = "", Inputs = [] };
        string? text = null;
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (CamelCase.Of(name))
            {
                case "model":
                    var model = JsonRead.Text(ref reader, place + name) ?? "";
                    request = request with { Model = model.StartsWith("models/", StringComparison.Ordinal) ? model[7..] : model };
                    break;
                case "content":
                    text = ReadText(ref reader, place + name);
                    break;
                case "taskType":
                    request = request with { TaskType = JsonRead.Text(ref reader, place + name) };
                    break;
                case "outputDimensionality":
                    request = request with { Dimensions = (int?)JsonRead.Integer(ref reader, place + name) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        texts.Add(text ?? throw new FieldException(place + "content", $"'{place}content' is missing."));
        return request;
    }

    // The parts of a content are one text.
    private static string ReadText(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        var text = new System.Text.StringBuilder();
        while (JsonRead.NextMember(ref reader))
        {
            var isParts = reader.ValueTextEquals("parts"u8);
            reader.Read();
            if (!isParts)
            {
                reader.Skip();
                continue;
            }

            JsonRead.ExpectArray(ref reader, $"{place}.parts");
            for (var i = 0; JsonRead.NextElement(ref reader); i++)
            {
                JsonRead.ExpectObject(ref reader, $"{place}.parts[{i}]");
                while (JsonRead.NextMember(ref reader))
                {
                    var isText = reader.ValueTextEquals("text"u8);
                    reader.Read();
                    text.Append(isText ? JsonRead.Text(ref reader, $"{place}.parts[{i}].text")
                        : throw new FieldException($"{place}.parts[{i}]", "Only text can be embedded by another provider."));
                }
            }
        }

        return text.ToString();
    }
}
