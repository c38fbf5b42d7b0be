using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Writes content parts of input items.</summary>
internal sealed class OpenAIResponsesPartWriter(LossList losses, Utf8JsonWriter writer, bool isOwn)
{
    private bool _toldHint;

    /// <summary>Writes a part of a user's or operator's message, or of a tool's output.</summary>
    internal void WriteInput(Part part, string place)
    {
        switch (part)
        {
            case Part.Text text:
                Open("input_text"u8, part, place);
                writer.WriteString("text"u8, text.Value);
                Close(part);
                break;
            case Part.Media { Kind: MediaKind.Image } image:
                Open("input_image"u8, part, place);
                WriteImage(image);
                Close(part);
                break;
            case Part.Media { Kind: MediaKind.Document, PlainText: { } text } document:
                Open("input_text"u8, part, place);
                writer.WriteString("text"u8, document.Name is { } title ? $"{title}\n\n{text}" : text);
                Close(part);
                break;
            case Part.Media { Kind: MediaKind.Document } document:
                Open("input_file"u8, part, place);
                WriteFile(document);
                Close(part);
                break;
            case Part.Refusal refusal:
                WriteInput(new Part.Text(refusal.Value), place);
                break;
            case Part.Opaque { Protocol: Protocol.OpenAIResponses } opaque:
                writer.WriteRawValue(opaque.Json.Utf8.Span);
                break;
            default:
                losses.Dropped(place, "the Responses API has no such content");
                break;
        }
    }

    /// <summary>Writes a part of the model's own message.</summary>
    internal void WriteOutput(Part part, string place)
    {
        Open(part is Part.Refusal ? "refusal"u8 : "output_text"u8, part, place);
        if (part is Part.Refusal refusal)
        {
            writer.WriteString("refusal"u8, refusal.Value);
        }
        else if (part is Part.Text text)
        {
            writer.WriteString("text"u8, text.Value);
            OpenAIResponsesAnnotations.Write(writer, text.Citations, text.Value.Length);
        }

        Close(part);
    }

    /// <summary>Writes reasoning in encrypted form, with its summary where it was shown.</summary>
    internal void WriteReasoning(Part.Reasoning reasoning)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "reasoning"u8);
        writer.WriteStartArray("summary"u8);
        if (reasoning.Value is { Length: > 0 } text)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "summary_text"u8);
            writer.WriteString("text"u8, text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("encrypted_content"u8, reasoning.Signature);
        WriteExtras(reasoning.Extras, "");
        writer.WriteEndObject();
    }

    /// <summary>Writes fields of this protocol that the model has no word for; with a prefix, those under it alone.</summary>
    internal void WriteExtras(Extras? extras, string prefix)
    {
        foreach (var (name, value) in extras is { Protocol: Protocol.OpenAIResponses } ? extras.Fields : [])
        {
            var isItems = name.StartsWith(OpenAIResponsesItemReader.ItemPrefix, StringComparison.Ordinal);
            if (isItems == (prefix.Length > 0))
            {
                writer.WritePropertyName(name[prefix.Length..]);
                writer.WriteRawValue(value.Utf8.Span);
            }
        }
    }

    private void Open(ReadOnlySpan<byte> type, Part part, string place)
    {
        losses.Foreign(place, part.Extras, Protocol.OpenAIResponses);
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        if (!part.CacheHint)
        {
            return;
        }

        if (isOwn)
        {
            writer.WriteStartObject("prompt_cache_breakpoint"u8);
            writer.WriteString("mode"u8, "explicit"u8);
            writer.WriteEndObject();
        }
        else
        {
            TellHint();
        }
    }

    /// <summary>Tells, once a request, that its cache hints are lost.</summary>
    internal void TellHint()
    {
        if (!_toldHint)
        {
            losses.Dropped("cache_control", "OpenAI caches prompts by itself");
            _toldHint = true;
        }
    }

    private void Close(Part part)
    {
        WriteExtras(part.Extras, "");
        writer.WriteEndObject();
    }

    private void WriteImage(Part.Media image)
    {
        if (image.FileId is { } id)
        {
            writer.WriteString("file_id"u8, id);
        }
        else
        {
            writer.WriteString("image_url"u8, image.Base64 is { } base64 ? DataUrlOf(image.MediaType ?? "image/png", base64) : image.Address);
        }

        if (image.Detail is { } detail)
        {
            writer.WriteString("detail"u8, detail);
        }
    }

    private void WriteFile(Part.Media document)
    {
        if (document.FileId is { } id)
        {
            writer.WriteString("file_id"u8, id);
            return;
        }

        if (document.Base64 is not { } base64)
        {
            writer.WriteString("file_url"u8, document.Address);
            return;
        }

        // OpenAI refuses bytes without a name.
        var type = document.MediaType ?? "application/pdf";
        writer.WriteString("filename"u8, document.Name is { Length: > 0 } name ? name : type == "application/pdf" ? "document.pdf" : "document.txt");
        writer.WriteString("file_data"u8, DataUrlOf(type, base64));
    }

    private static string DataUrlOf(string type, string base64) => $"data:{type};base64,{base64}";
}
