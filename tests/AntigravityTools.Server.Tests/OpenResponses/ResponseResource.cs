using System.Text.Json;

namespace AntigravityTools.Server.Tests.OpenResponses;

/// <summary>Judges a response object by the Open Responses document (2026-04-24): every key is there, and every part has what clients read.</summary>
internal static class ResponseResource
{
    private static readonly string[] Keys =
    [
        "id", "object", "created_at", "completed_at", "status", "incomplete_details", "model", "previous_response_id", "instructions", "output", "error",
        "tools", "tool_choice", "truncation", "parallel_tool_calls", "text", "top_p", "presence_penalty", "frequency_penalty", "top_logprobs", "temperature",
        "reasoning", "usage", "max_output_tokens", "max_tool_calls", "store", "background", "service_tier", "metadata", "safety_identifier", "prompt_cache_key",
    ];

    /// <summary>Checks a finished response and gives the text of its messages.</summary>
    public static string TextOf(JsonElement response, string status = "completed")
    {
        var missing = string.Join(", ", Keys.Where(key => !response.TryGetProperty(key, out _)));
        Assert.True(missing.Length == 0, $"Missing: {missing} in {response}");
        Assert.Equal(("response", status), (response.GetProperty("object").GetString(), response.GetProperty("status").GetString()));
        Assert.True(response.GetProperty("usage").GetProperty("input_tokens_details").GetProperty("cached_tokens").GetInt32() >= 0);
        Assert.True(response.GetProperty("usage").GetProperty("output_tokens_details").GetProperty("reasoning_tokens").GetInt32() >= 0);
        var text = "";
        foreach (var item in Items(response, "message"))
        {
            Assert.Equal("assistant", item.GetProperty("role").GetString());
            foreach (var part in item.GetProperty("content").EnumerateArray())
            {
                Assert.Equal(JsonValueKind.Array, part.GetProperty("annotations").ValueKind);
                Assert.Equal(JsonValueKind.Array, part.GetProperty("logprobs").ValueKind);
                text += part.GetProperty("text").GetString();
            }
        }

        return text;
    }

    /// <summary>The output items of one type; each has an id.</summary>
    public static List<JsonElement> Items(JsonElement response, string type)
    {
        var items = response.GetProperty("output").EnumerateArray().Where(item => item.GetProperty("type").GetString() == type).ToList();
        Assert.All(items, item => Assert.NotEmpty(item.GetProperty("id").GetString()!));
        return items;
    }

    /// <summary>Checks a stream's events as a ladder and gives the response that it ends with.</summary>
    public static JsonElement LastOf(IReadOnlyList<JsonElement> events)
    {
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.GetProperty("sequence_number").GetInt32()));
        Assert.Equal(["response.created", "response.in_progress"], events.Take(2).Select(TypeOf));
        var last = events[^1].GetProperty("response");
        Assert.Equal($"response.{last.GetProperty("status").GetString()}", TypeOf(events[^1]));
        var text = string.Concat(events.Where(item => TypeOf(item) == "response.output_text.delta").Select(item => item.GetProperty("delta").GetString()));
        Assert.Equal(text, TextOf(last, last.GetProperty("status").GetString()!));
        var added = events.Where(item => TypeOf(item) == "response.output_item.added").Select(item => item.GetProperty("item").GetProperty("id").GetString());
        Assert.Equal(last.GetProperty("output").EnumerateArray().Select(item => item.GetProperty("id").GetString()), added);
        return last;
    }

    public static string TypeOf(JsonElement item) => item.GetProperty("type").GetString()!;
}
