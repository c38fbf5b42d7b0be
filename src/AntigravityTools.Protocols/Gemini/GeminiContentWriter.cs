using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Writes <c>contents</c>: calls with their signatures, results grouped behind them, media where the model takes it.</summary>
internal sealed class GeminiContentWriter(ChatRequest request, UpstreamTarget target, GeminiModelRules rules, ToolNaming names, LossList losses)
{
    /// <summary>Google's own word for "the signature was lost" (Gemini API, thought signatures, 2026-11).</summary>
    private const string LostSignature = "skip_thought_signature_validator";

    private readonly bool _sendsIds = target.Provider == "gemini";
    private readonly Dictionary<string, Part.ToolCall> _calls = new(StringComparer.Ordinal);

    internal Fault? Write(Utf8JsonWriter json, int leading)
    {
        foreach (var call in request.Messages.SelectMany(message => message.Parts).OfType<Part.ToolCall>())
        {
            _calls[call.Id] = call;
        }

        json.WriteStartArray("contents"u8);
        foreach (var turn in new GeminiTurns(losses).Of(request.Messages.Skip(leading), leading))
        {
            json.WriteStartObject();
            json.WriteString("role"u8, turn.IsModel ? "model"u8 : "user"u8);
            json.WriteStartArray("parts"u8);
            if ((turn.IsModel ? WriteModel(json, turn) : WriteUser(json, turn)) is { } fault)
            {
                return fault;
            }

            json.WriteEndArray();
            ExtrasWriter.Write(json, turn.Extras, Protocol.Gemini);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return null;
    }

    private Fault? WriteModel(Utf8JsonWriter json, GeminiTurn turn)
    {
        string? carried = null;
        var written = 0;
        var isFirstCall = true;
        foreach (var part in turn.Parts)
        {
            var place = part.Place ?? turn.Place;
            switch (part)
            {
                case Part.Reasoning { Signature: { } proof }:
                    // The proof of reasoning stands on what the reasoning led to.
                    carried = proof;
                    continue;
                case Part.Reasoning:
                    losses.Dropped(place, "Gemini takes back only the signature of its reasoning");
                    continue;
                case Part.ToolCall call:
                    WriteCall(json, call, call.Signature ?? carried, isFirstCall, place);
                    (isFirstCall, carried) = (false, null);
                    break;
                case Part.Text text:
                    Lose($"{place}.citations", text.Citations.Length > 0);
                    GeminiPartWriter.Text(json, text.Value, thought: false, text.Signature ?? carried, text.Extras);
                    losses.Foreign(place, text.Extras, Protocol.Gemini);
                    carried = null;
                    break;
                default:
                    if (WriteOther(json, part, place, ref written) is { } fault)
                    {
                        return fault;
                    }

                    continue;
            }

            written++;
        }

        if (carried is not null || written == 0)
        {
            GeminiPartWriter.Text(json, written == 0 && carried is null ? "(empty)" : "", thought: false, carried);
        }

        return null;
    }

    private void WriteCall(Utf8JsonWriter json, Part.ToolCall call, string? signature, bool isFirst, string place)
    {
        if (signature is null && isFirst && rules.IsThird)
        {
            signature = LostSignature;
            losses.Emulated(place, "the call's thought signature was lost; Google's word for that stands in its place");
        }

        if (!GeminiPartWriter.Call(json, IdOf(call.Id), NameOf(call), call.Arguments.Utf8.Span, call.Custom, signature, call.Extras))
        {
            losses.Approximated(place, "the arguments of a call are not a JSON object; they go as text");
        }

        losses.Foreign(place, call.Extras, Protocol.Gemini);
    }

    // All results of a turn come first, in the order of their calls; what the user says follows.
    private Fault? WriteUser(Utf8JsonWriter json, GeminiTurn turn)
    {
        var written = 0;
        foreach (var part in turn.Parts.OrderBy(part => part is not Part.ToolResult))
        {
            var place = part.Place ?? turn.Place;
            if (part is Part.ToolResult result)
            {
                if (WriteResult(json, result, place) is { } refused)
                {
                    return refused;
                }

                written++;
            }
            else if (WriteOther(json, part, place, ref written) is { } fault)
            {
                return fault;
            }
        }

        if (written == 0)
        {
            GeminiPartWriter.Text(json, "(empty)", thought: false, signature: null);
        }

        return null;
    }

    private Fault? WriteResult(Utf8JsonWriter json, Part.ToolResult result, string place)
    {
        var texts = result.Content.OfType<Part.Text>().Select(text => text.Value).ToList();
        var media = result.Content.OfType<Part.Media>().ToList();
        foreach (var other in result.Content.Where(part => part is not (Part.Text or Part.Media)))
        {
            losses.Dropped(other.Place ?? place, "a result at Gemini holds text and media only");
        }

        var inside = rules.IsThird ? media.Where(FitsInResult).ToList() : [];
        json.WriteStartObject();
        json.WriteStartObject("functionResponse"u8);
        if (IdOf(result.CallId) is { } id)
        {
            json.WriteString("id"u8, id);
        }

        json.WriteString("name"u8, _calls.TryGetValue(result.CallId, out var call) ? NameOf(call) : names.NameOf(result.Name ?? "unknown"));
        GeminiPartWriter.Response(json, texts.Count == 0 && media.Count > 0 ? "See the attached media." : string.Join('\n', texts), result.IsError);
        if (inside.Count > 0)
        {
            json.WriteStartArray("parts"u8);
            foreach (var one in inside)
            {
                GeminiPartWriter.Media(json, one, one.Extras);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        ExtrasWriter.Write(json, result.Extras, Protocol.Gemini);
        json.WriteEndObject();
        losses.Foreign(place, result.Extras, Protocol.Gemini);
        return WriteBeside(json, media.Except(inside).ToList(), place);
    }

    // Older models take no media inside a result: it stands right behind it.
    private Fault? WriteBeside(Utf8JsonWriter json, List<Part.Media> media, string place)
    {
        foreach (var one in media)
        {
            losses.Emulated(one.Place ?? place, $"{target.Model} takes no such media inside a result; it stands behind it");
            if (WriteMedia(json, one, one.Place ?? place) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static bool FitsInResult(Part.Media media) => media.Base64 is not null && media.Kind is MediaKind.Image or MediaKind.Document;

    private Fault? WriteOther(Utf8JsonWriter json, Part part, string place, ref int written)
    {
        switch (part)
        {
            case Part.Text text:
                GeminiPartWriter.Text(json, text.Value, thought: false, text.Signature, text.Extras);
                losses.Foreign(place, text.Extras, Protocol.Gemini);
                break;
            case Part.Refusal { Value.Length: > 0 } refusal:
                GeminiPartWriter.Text(json, refusal.Value, thought: false, signature: null);
                break;
            case Part.Media media:
                written++;
                return WriteMedia(json, media, place);
            case Part.Opaque { Protocol: Protocol.Gemini } own:
                GeminiArguments.WriteCompact(json, own.Json.Utf8.Span);
                break;
            case Part.WebSearch:
                losses.Dropped(place, "a search that a provider made can not be replayed; what was said about it stays");
                return null;
            case Part.Refusal:
                return null;
            default:
                losses.Dropped(place, "gemini has no such part");
                return null;
        }

        written++;
        return null;
    }

    private Fault? WriteMedia(Utf8JsonWriter json, Part.Media media, string place)
    {
        losses.Foreign(place, media.Extras, Protocol.Gemini);
        Lose($"{place}.title", media is { Kind: MediaKind.Document, Name: not null, PlainText: null });
        if (media.PlainText is { } text)
        {
            losses.Emulated(place, "gemini has no text documents; the text goes as text");
            GeminiPartWriter.Text(json, media.Name is null ? text : $"{media.Name}\n\n{text}", thought: false, signature: null);
            return null;
        }

        if (media.FileId is { } file && !GeminiMedia.IsFile(file))
        {
            return new Fault
            {
                Kind = FaultKind.Unsupported, Param = place,
                Message = $"The file '{file}' was uploaded to another provider, and Gemini can not read it. Send the file's content inline, or as an address.",
            };
        }

        GeminiPartWriter.Media(json, media, media.Extras);
        return null;
    }

    private void Lose(string field, bool lost)
    {
        if (lost)
        {
            losses.Dropped(field, "gemini has no such field");
        }
    }

    private string? IdOf(string id) => _sendsIds ? id : null;

    private string NameOf(Part.ToolCall call) => names.NameOf(call.Name, call.Namespace, emulated: call.Custom);
}
