using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// <c>logprobsResult</c> of a candidate, in and out (Gemini API reference, 2026-11). The model holds OpenAI's token objects; Google's token
/// ids are known to Google alone and are left out.
/// </summary>
internal static class GeminiLogprobs
{
    // OpenAI's own word for a token as good as impossible; JSON has no infinity.
    private const double Impossible = -9999;

    /// <summary>The token objects of a result; absent where it names no token.</summary>
    internal static RawJson Read(ReadOnlySpan<byte> result)
    {
        var chosen = List(result, "chosenCandidates"u8, "chosen_candidates"u8);
        var tops = List(result, "topCandidates"u8, "top_candidates"u8);
        var (tokens, others) = (JsonParts.Elements(chosen), JsonParts.Elements(tops));
        if (tokens.Count == 0)
        {
            return default;
        }

        var output = new ArrayBufferWriter<byte>(256);
        using (var json = JsonWriters.Open(output))
        {
            json.WriteStartArray();
            for (var i = 0; i < tokens.Count; i++)
            {
                json.WriteStartObject();
                ReadToken(json, tokens[i].In(chosen));
                json.WriteStartArray("top_logprobs"u8);
                var list = i < others.Count ? List(others[i].In(tops), "candidates"u8, "candidates"u8) : "[]"u8;
                foreach (var other in JsonParts.Elements(list))
                {
                    json.WriteStartObject();
                    ReadToken(json, other.In(list));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return new RawJson(output.WrittenSpan.ToArray());
    }

    /// <summary>Writes <c>avgLogprobs</c> and <c>logprobsResult</c> of lists of token objects; nothing where there are none.</summary>
    internal static void Write(Utf8JsonWriter json, List<RawJson> lists)
    {
        var tokens = lists.SelectMany(static list => JsonParts.Elements(list.Utf8.Span).Select(token => list.Utf8[token.Value..token.End])).ToList();
        if (tokens.Count == 0)
        {
            return;
        }

        json.WriteNumber("avgLogprobs"u8, tokens.Average(static token => NumberOf(token.Span, "logprob"u8, "logprob"u8)));
        json.WriteStartObject("logprobsResult"u8);
        json.WriteStartArray("topCandidates"u8);
        foreach (var token in tokens)
        {
            json.WriteStartObject();
            json.WriteStartArray("candidates"u8);
            var list = List(token.Span, "top_logprobs"u8, "top_logprobs"u8);
            foreach (var other in JsonParts.Elements(list))
            {
                WriteToken(json, other.In(list));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("chosenCandidates"u8);
        tokens.ForEach(token => WriteToken(json, token.Span));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void ReadToken(Utf8JsonWriter json, ReadOnlySpan<byte> candidate)
    {
        var token = JsonScan.Text(candidate, "token"u8) ?? "";
        json.WriteString("token"u8, token);
        json.WriteNumber("logprob"u8, NumberOf(candidate, "logProbability"u8, "log_probability"u8));
        json.WriteStartArray("bytes"u8);
        foreach (var one in Encoding.UTF8.GetBytes(token))
        {
            json.WriteNumberValue(one);
        }

        json.WriteEndArray();
    }

    private static void WriteToken(Utf8JsonWriter json, ReadOnlySpan<byte> token)
    {
        json.WriteStartObject();
        json.WriteString("token"u8, JsonScan.Text(token, "token"u8) ?? "");
        json.WriteNumber("logProbability"u8, NumberOf(token, "logprob"u8, "logprob"u8));
        json.WriteEndObject();
    }

    // Google leaves a zero out and writes infinity as a text.
    private static double NumberOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> other)
    {
        if (!JsonScan.TryFind(json, name, out var value) && !JsonScan.TryFind(json, other, out value))
        {
            return 0;
        }

        return System.Buffers.Text.Utf8Parser.TryParse(value, out double number, out var used) && used == value.Length && double.IsFinite(number) ? number : Impossible;
    }

    private static ReadOnlySpan<byte> List(ReadOnlySpan<byte> json, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) =>
        (JsonScan.TryFind(json, camel, out var value) || JsonScan.TryFind(json, snake, out value)) && value is [(byte)'[', ..] ? value : "[]"u8;
}
