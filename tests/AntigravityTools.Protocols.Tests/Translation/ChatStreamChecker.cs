using System.Text;
using System.Text.Json;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>Checks a stream against protocols.md §1.2, not against the writer: role first, calls opened once and in order, finish, usage, [DONE].</summary>
internal sealed class ChatStreamChecker
{
    private static readonly string[] Finishes = ["stop", "length", "tool_calls", "content_filter"];

    private readonly Dictionary<int, Choice> _choices = [];
    private readonly StringBuilder _text = new();
    private string? _id;
    private string _end = "";
    private bool _usage;

    private sealed class Choice
    {
        public int Calls { get; set; }

        public string? Finish { get; set; }
    }

    /// <summary>Checks a whole stream; returns the first choice's text.</summary>
    internal static string Check(string stream)
    {
        var checker = new ChatStreamChecker();
        foreach (var frame in stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.StartsWith("data: ", frame, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', frame);
            checker.Take(frame[6..]);
        }

        Assert.True(checker._end is "[DONE]" or "error", "ends with " + checker._end);
        if (checker._end == "[DONE]")
        {
            Assert.All(checker._choices.Values, static choice => Assert.NotNull(choice.Finish));
            Assert.NotEmpty(checker._choices);
        }

        return checker._text.ToString();
    }

    private void Take(string payload)
    {
        Assert.True(_end.Length == 0, "goes on behind its end");
        if (payload == "[DONE]")
        {
            _end = payload;
            return;
        }

        using var json = JsonDocument.Parse(payload);
        if (json.RootElement.TryGetProperty("error", out var error))
        {
            Assert.NotEmpty(error.GetProperty("message").GetString()!);
            _end = "error";
            return;
        }

        Assert.False(_usage, "a chunk behind the usage");
        Assert.Equal("chat.completion.chunk", json.RootElement.GetProperty("object").GetString());
        Assert.Equal(_id ??= json.RootElement.GetProperty("id").GetString(), json.RootElement.GetProperty("id").GetString());
        Assert.NotEmpty(_id!);
        var choices = json.RootElement.GetProperty("choices").EnumerateArray().ToList();
        _usage = choices.Count == 0;
        Assert.Equal(_usage ? JsonValueKind.Object : JsonValueKind.Null, json.RootElement.GetProperty("usage").ValueKind);
        foreach (var choice in choices)
        {
            Take(choice.GetProperty("index").GetInt32(), choice);
        }
    }

    private void Take(int index, JsonElement json)
    {
        var delta = json.GetProperty("delta");
        if (!_choices.TryGetValue(index, out var choice))
        {
            Assert.Equal("assistant", delta.GetProperty("role").GetString());
            _choices[index] = choice = new Choice();
        }

        Assert.Null(choice.Finish);
        if (index == 0 && delta.TryGetProperty("content", out var content))
        {
            _text.Append(content.GetString());
        }

        if (delta.TryGetProperty("tool_calls", out var calls))
        {
            foreach (var call in calls.EnumerateArray())
            {
                var number = call.GetProperty("index").GetInt32();
                Assert.InRange(number, 0, choice.Calls);
                if (number == choice.Calls)
                {
                    choice.Calls++;
                    Assert.NotEmpty(call.GetProperty("id").GetString()!);
                    var type = call.GetProperty("type").GetString()!;
                    Assert.NotEmpty(call.GetProperty(type).GetProperty("name").GetString()!);
                }
            }
        }

        choice.Finish = json.GetProperty("finish_reason").GetString();
        Assert.True(choice.Finish is null || Finishes.Contains(choice.Finish), "finish_reason " + choice.Finish);
        Assert.True(choice.Finish != "tool_calls" || choice.Calls > 0, "tool_calls without a call");
    }
}
