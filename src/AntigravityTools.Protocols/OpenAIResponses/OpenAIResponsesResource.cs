using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>The response object of one answer: every key that clients demand, null where there is nothing to say.</summary>
internal sealed class OpenAIResponsesResource(AnswerContext context)
{
    private readonly OpenAIResponsesEcho _echo = new(context.Request);
    private readonly List<OpenAIResponsesOutput> _output = [];

    /// <summary>The gateway's id of the response; a client may continue from it.</summary>
    internal string Id { get; } = "resp_" + Stem(context.RequestId);

    /// <summary>The model that answers.</summary>
    internal string Model { get; set; } = context.Request.Model;

    /// <summary>Usage as known so far.</summary>
    internal TokenUsage Usage { get; set; } = TokenUsage.Unknown;

    /// <summary>The items in order of appearance.</summary>
    internal IReadOnlyList<OpenAIResponsesOutput> Output => _output;

    /// <summary>Adds an item at the end of the output; its id is minted from the request's, so that it is the same every time.</summary>
    internal OpenAIResponsesOutput Add(StreamEvent.BlockStarted started)
    {
        var index = _output.Count;
        var stem = $"{Stem(context.RequestId)}_{index}";
        var item = new OpenAIResponsesOutput(index, started.Kind, PrefixOf(started.Kind) + stem)
        {
            CallId = started.ToolCallId is { Length: > 0 } id ? id : "call_" + stem,
            Name = started.ToolName ?? "",
            Namespace = started.Namespace,
            Signature = started.Signature,
        };
        _output.Add(item);
        return item;
    }

    /// <summary>Writes the object.</summary>
    internal void Write(Utf8JsonWriter json, string status, string? incomplete = null, Fault? fault = null)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, context.StartedAt.ToUnixTimeSeconds());
        json.WriteString("status"u8, status);
        WriteCompletedAt(json, status);
        WriteError(json, fault);
        WriteIncomplete(json, incomplete);
        json.WriteString("model"u8, Model);
        json.WriteStartArray("output"u8);
        foreach (var item in _output)
        {
            if (item.IsDone)
            {
                json.WriteRawValue(item.Json, skipInputValidation: true);
            }
        }

        json.WriteEndArray();
        json.WritePropertyName("usage"u8);
        WriteUsage(json, status == "in_progress" ? TokenUsage.Unknown : Usage);
        _echo.Write(json);
        json.WriteEndObject();
    }

    private void WriteCompletedAt(Utf8JsonWriter json, string status)
    {
        if (status == "completed" && context.Clock is { } clock)
        {
            json.WriteNumber("completed_at"u8, clock.GetUtcNow().ToUnixTimeSeconds());
        }
        else
        {
            json.WriteNull("completed_at"u8);
        }
    }

    private static void WriteError(Utf8JsonWriter json, Fault? fault)
    {
        if (fault is null)
        {
            json.WriteNull("error"u8);
            return;
        }

        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, OpenAIErrors.CodeOf(fault) ?? OpenAIErrors.TypeOf(fault));
        json.WriteString("message"u8, fault.Message);
        json.WriteEndObject();
    }

    private static void WriteIncomplete(Utf8JsonWriter json, string? reason)
    {
        if (reason is null)
        {
            json.WriteNull("incomplete_details"u8);
            return;
        }

        json.WriteStartObject("incomplete_details"u8);
        json.WriteString("reason"u8, reason);
        json.WriteEndObject();
    }

    // Clients read the two detail objects as numbers wherever there is usage at all.
    private static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        if (usage.Input is null && usage.Output is null)
        {
            json.WriteNullValue();
            return;
        }

        var (input, output) = (usage.Input ?? 0, usage.Output ?? 0);
        json.WriteStartObject();
        json.WriteNumber("input_tokens"u8, input);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CacheRead ?? 0);
        json.WriteNumber("cache_write_tokens"u8, usage.CacheWrite ?? 0);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, output);
        json.WriteStartObject("output_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage.Reasoning ?? 0);
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, input + output);
        json.WriteEndObject();
    }

    private static string Stem(string requestId) => requestId.StartsWith("req_", StringComparison.Ordinal) ? requestId["req_".Length..] : requestId;

    private static string PrefixOf(BlockKind kind) => kind switch
    {
        BlockKind.ToolCall => "fc_",
        BlockKind.CustomToolCall => "ctc_",
        BlockKind.Reasoning or BlockKind.RedactedReasoning => "rs_",
        BlockKind.WebSearch => "ws_",
        BlockKind.Media => "ig_",
        _ => "msg_",
    };
}
