using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>
/// The fields of a response that repeat the request. Clients demand every one of them, so what the client left out stands with the
/// API's default (Open Responses, ResponseResource). Made once per answer.
/// </summary>
internal sealed class OpenAIResponsesEcho
{
    // Name, and the value where the client said nothing.
    private static readonly (string Name, string Default)[] Fields =
    [
        ("previous_response_id", "null"), ("instructions", "null"), ("tools", "[]"), ("tool_choice", "\"auto\""), ("truncation", "\"disabled\""),
        ("parallel_tool_calls", "true"), ("text", "{}"), ("top_p", "1"), ("presence_penalty", "0"), ("frequency_penalty", "0"),
        ("top_logprobs", "0"), ("temperature", "1"), ("reasoning", "{}"), ("max_output_tokens", "null"), ("max_tool_calls", "null"),
        ("store", "true"), ("background", "false"), ("service_tier", "\"default\""), ("metadata", "{}"), ("safety_identifier", "null"),
        ("prompt_cache_key", "null"), ("user", "null"),
    ];

    private readonly (JsonEncodedText Name, byte[] Value)[] _fields;

    internal OpenAIResponsesEcho(ChatRequest request)
    {
        var source = OpenAIResponsesSource.Of(request);
        _fields = Array.ConvertAll(Fields, field => (JsonEncodedText.Encode(field.Name), ValueOf(field, source)));
    }

    /// <summary>Writes the fields into the object that is open.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        foreach (var (name, value) in _fields)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }
    }

    private static byte[] ValueOf((string Name, string Default) field, OpenAIResponsesSource source)
    {
        var raw = source.Find(field.Name);
        var value = raw.IsAbsent ? System.Text.Encoding.UTF8.GetBytes(field.Default) : raw.Utf8.ToArray();

        // A line feed can only stand between tokens; it would break the frame into several lines.
        value.AsSpan().Replace((byte)'\n', (byte)' ');
        value.AsSpan().Replace((byte)'\r', (byte)' ');
        return field.Name switch
        {
            "text" => Complete(value, ("format", "{\"type\":\"text\"}")),
            "reasoning" => Complete(value, ("effort", "null"), ("summary", "null")),
            "tools" => CompleteTools(value),
            "service_tier" when value.AsSpan().SequenceEqual("\"auto\""u8) => "\"default\""u8.ToArray(),
            _ => value,
        };
    }

    /// <summary>The object with members that it lacks; any other value as it is.</summary>
    private static byte[] Complete(ReadOnlySpan<byte> json, params ReadOnlySpan<(string Name, string Value)> members)
    {
        if (json is not [(byte)'{', ..])
        {
            return json.ToArray();
        }

        var present = JsonParts.Members(json).ConvertAll(static member => member.Name);
        var output = new ArrayBufferWriter<byte>(json.Length + 64);
        output.Write(json[..json.LastIndexOf((byte)'}')]);
        var isFirst = present.Count == 0;
        foreach (var (name, value) in members)
        {
            if (!present.Contains(name))
            {
                output.Write(System.Text.Encoding.UTF8.GetBytes($"{(isFirst ? "" : ",")}\"{name}\":{value}"));
                isFirst = false;
            }
        }

        output.Write("}"u8);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] CompleteTools(ReadOnlySpan<byte> tools)
    {
        var output = new ArrayBufferWriter<byte>(tools.Length + 64);
        output.Write("["u8);
        var isFirst = true;
        foreach (var part in JsonParts.Elements(tools))
        {
            var tool = tools[part.Value..part.End];
            output.Write(isFirst ? ""u8 : ","u8);
            output.Write(JsonScan.Text(tool, "type"u8) == "function"
                ? Complete(tool, ("description", "null"), ("parameters", "null"), ("strict", "null"))
                : tool.ToArray());
            isFirst = false;
        }

        output.Write("]"u8);
        return output.WrittenSpan.ToArray();
    }
}
