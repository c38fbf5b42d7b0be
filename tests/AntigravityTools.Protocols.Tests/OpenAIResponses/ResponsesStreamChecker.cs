using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

/// <summary>
/// Checks a stream against the specification (protocols.md §1.3, Open Responses), not against the writer: numbers, order of rungs,
/// joined deltas, equal items, every key of the response object.
/// </summary>
internal sealed class ResponsesStreamChecker
{
    private static readonly string[] ResponseKeys =
    [
        "id", "object", "created_at", "completed_at", "status", "incomplete_details", "model", "previous_response_id", "instructions", "output", "error",
        "tools", "tool_choice", "truncation", "parallel_tool_calls", "text", "top_p", "presence_penalty", "frequency_penalty", "top_logprobs",
        "temperature", "reasoning", "usage", "max_output_tokens", "max_tool_calls", "store", "background", "service_tier", "metadata",
        "safety_identifier", "prompt_cache_key",
    ];

    private readonly Dictionary<int, Item> _items = [];
    private readonly List<JsonElement> _done = [];
    private int _sequence;
    private string? _end;

    private sealed class Item
    {
        public required JsonElement Opened { get; init; }

        public StringBuilder Text { get; } = new();

        public bool PartOpen { get; set; }

        public bool TextDone { get; set; }

        public bool PartDone { get; set; }

        public int Annotations { get; set; }

        public bool Done { get; set; }
    }

    /// <summary>Checks a whole stream; returns its final response object.</summary>
    internal static JsonElement Check(string stream)
    {
        var checker = new ResponsesStreamChecker();
        var bytes = Encoding.UTF8.GetBytes(stream).AsSpan();
        var frames = new SseFrameReader();
        var final = default(JsonElement);
        while (frames.TryRead(bytes, endOfInput: true, out var frame, out var consumed))
        {
            using var json = JsonDocument.Parse(frame.Data.ToArray());
            Assert.Equal(Encoding.UTF8.GetString(frame.EventType), json.RootElement.GetProperty("type").GetString());
            final = checker.Take(json.RootElement.Clone()) ?? final;
            bytes = bytes[consumed..];
        }

        Assert.Contains(checker._end, new[] { "response.completed", "response.incomplete", "response.failed" });
        return final;
    }

    /// <summary>Checks a response object by itself.</summary>
    internal static void CheckResponse(JsonElement response)
    {
        foreach (var key in ResponseKeys)
        {
            Assert.True(response.TryGetProperty(key, out _), key);
        }

        Assert.Equal("response", response.GetProperty("object").GetString());
        Assert.StartsWith("resp_", response.GetProperty("id").GetString());
        Assert.True(response.GetProperty("text").TryGetProperty("format", out _));
        Assert.True(response.GetProperty("reasoning").TryGetProperty("effort", out _) && response.GetProperty("reasoning").TryGetProperty("summary", out _));
        if (response.GetProperty("usage") is { ValueKind: JsonValueKind.Object } usage)
        {
            Assert.True(usage.GetProperty("input_tokens_details").GetProperty("cached_tokens").GetInt64() >= 0);
            Assert.True(usage.GetProperty("output_tokens_details").GetProperty("reasoning_tokens").GetInt64() >= 0);
            Assert.Equal(
                usage.GetProperty("input_tokens").GetInt64() + usage.GetProperty("output_tokens").GetInt64(), usage.GetProperty("total_tokens").GetInt64());
        }
    }

    private JsonElement? Take(JsonElement data)
    {
        Assert.True(_end is null, "an event behind the last one");
        Assert.Equal(_sequence++, data.GetProperty("sequence_number").GetInt32());
        var type = data.GetProperty("type").GetString()!;
        Assert.Equal(_sequence == 1, type == "response.created");
        Assert.Equal(_sequence == 2, type == "response.in_progress");
        switch (type)
        {
            case "response.created" or "response.in_progress":
                CheckResponse(data.GetProperty("response"));
                Assert.Equal("in_progress", data.GetProperty("response").GetProperty("status").GetString());
                break;
            case "response.output_item.added":
                Assert.Equal(_items.Count, data.GetProperty("output_index").GetInt32());
                _items.Add(_items.Count, new Item { Opened = data.GetProperty("item") });
                break;
            case "response.output_item.done":
                Close(_items[data.GetProperty("output_index").GetInt32()], data.GetProperty("item"));
                break;
            case "response.completed" or "response.incomplete" or "response.failed":
                return Finish(type, data.GetProperty("response"));
            case "error":
                Assert.Equal(data.GetProperty("message").GetString(), data.GetProperty("error").GetProperty("message").GetString());
                break;
            default:
                TakeRung(type, data, _items[data.GetProperty("output_index").GetInt32()]);
                break;
        }

        return null;
    }

    private static void TakeRung(string type, JsonElement data, Item item)
    {
        Assert.False(item.Done, $"{type} behind the item's end");
        Assert.Equal(item.Opened.GetProperty("id").GetString(), data.GetProperty("item_id").GetString());
        var kind = item.Opened.GetProperty("type").GetString();
        switch (type)
        {
            case "response.content_part.added":
                Assert.Equal("message", kind);
                Open(item);
                break;
            case "response.reasoning_summary_part.added":
                Assert.Equal("reasoning", kind);
                Open(item);
                break;
            case "response.output_text.delta" or "response.refusal.delta" or "response.reasoning_summary_text.delta":
                Assert.True(item is { PartOpen: true, TextDone: false });
                Assert.Equal(type == "response.output_text.delta", data.TryGetProperty("logprobs", out _));
                item.Text.Append(data.GetProperty("delta").GetString());
                break;
            case "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta":
                Assert.Equal(type.Contains("custom") ? "custom_tool_call" : "function_call", kind);
                item.Text.Append(data.GetProperty("delta").GetString());
                break;
            case "response.output_text.annotation.added":
                Assert.Equal(item.Annotations++, data.GetProperty("annotation_index").GetInt32());
                break;
            case "response.content_part.done" or "response.reasoning_summary_part.done":
                Assert.True(item.TextDone);
                item.PartDone = true;
                break;
            case "response.web_search_call.in_progress" or "response.web_search_call.searching" or "response.web_search_call.completed":
                Assert.Equal("web_search_call", kind);
                break;
            case "response.image_generation_call.in_progress" or "response.image_generation_call.generating" or "response.image_generation_call.completed":
                Assert.Equal("image_generation_call", kind);
                break;
            default:
                CloseText(type, data, item);
                break;
        }
    }

    private static void Open(Item item)
    {
        Assert.False(item.PartOpen);
        item.PartOpen = true;
    }

    private static void CloseText(string type, JsonElement data, Item item)
    {
        var member = type switch
        {
            "response.output_text.done" or "response.reasoning_summary_text.done" => "text",
            "response.refusal.done" => "refusal",
            "response.function_call_arguments.done" => "arguments",
            "response.custom_tool_call_input.done" => "input",
            _ => throw new InvalidDataException($"no such event: {type}"),
        };
        Assert.False(item.TextDone);
        item.TextDone = true;
        Assert.Equal(item.Text.ToString(), data.GetProperty(member).GetString());
    }

    private void Close(Item item, JsonElement whole)
    {
        Assert.False(item.Done);
        item.Done = true;
        Assert.Equal(item.Opened.GetProperty("id").GetString(), whole.GetProperty("id").GetString());
        Assert.Equal(item.PartOpen, item.PartDone);
        switch (whole.GetProperty("type").GetString())
        {
            case "message":
                var part = Assert.Single(whole.GetProperty("content").EnumerateArray());
                var isText = part.GetProperty("type").GetString() == "output_text";
                Assert.Equal(item.Text.ToString(), part.GetProperty(isText ? "text" : "refusal").GetString());
                Assert.Equal("assistant", whole.GetProperty("role").GetString());
                if (isText)
                {
                    Assert.Equal(item.Annotations, part.GetProperty("annotations").GetArrayLength());
                    Assert.Equal(0, part.GetProperty("logprobs").GetArrayLength());
                }

                break;
            case "function_call":
                Assert.True(item.TextDone);
                Assert.Equal(item.Text.ToString(), whole.GetProperty("arguments").GetString());
                Assert.NotEmpty(whole.GetProperty("call_id").GetString()!);
                break;
            case "custom_tool_call":
                Assert.Equal(item.Text.ToString(), whole.GetProperty("input").GetString());
                break;
            case "reasoning":
                Assert.Equal(item.PartOpen ? 1 : 0, whole.GetProperty("summary").GetArrayLength());
                break;
        }

        _done.Add(whole);
    }

    private JsonElement Finish(string type, JsonElement response)
    {
        _end = type;
        CheckResponse(response);
        Assert.Equal(type["response.".Length..], response.GetProperty("status").GetString());
        Assert.Equal(type == "response.incomplete", response.GetProperty("incomplete_details").ValueKind == JsonValueKind.Object);
        Assert.Equal(type == "response.failed", response.GetProperty("error").ValueKind == JsonValueKind.Object);
        Assert.True(type == "response.failed" || _items.Values.All(static item => item.Done), "an item was left open");
        var order = _done.OrderBy(done => _items.First(item => item.Value.Opened.GetProperty("id").GetString() == done.GetProperty("id").GetString()).Key);
        Assert.Equal(order.Select(static item => item.GetRawText()), response.GetProperty("output").EnumerateArray().Select(static item => item.GetRawText()));
        return response;
    }
}
