using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>Checks a stream against protocols.md §1.4, not against the writer: one open block, deltas of its kind, start and end.</summary>
internal sealed class AnthropicStreamChecker
{
    private static readonly Dictionary<string, string> Deltas = new()
    {
        ["text_delta"] = "text", ["citations_delta"] = "text", ["input_json_delta"] = "tool_use", ["thinking_delta"] = "thinking", ["signature_delta"] = "thinking",
    };

    private readonly StringBuilder _text = new();
    private string _stage = "";
    private string _open = "";
    private int _next;
    private bool _calls;
    private bool _signed;

    /// <summary>Checks a whole stream; returns its text.</summary>
    internal static string Check(string stream)
    {
        var checker = new AnthropicStreamChecker();
        var bytes = Encoding.UTF8.GetBytes(stream).AsSpan();
        var frames = new SseFrameReader();
        while (frames.TryRead(bytes, endOfInput: true, out var frame, out var consumed))
        {
            using var json = JsonDocument.Parse(frame.Data.ToArray());
            Assert.Equal(Encoding.UTF8.GetString(frame.EventType), json.RootElement.GetProperty("type").GetString());
            checker.Take(json.RootElement);
            bytes = bytes[consumed..];
        }

        Assert.True(checker._stage is "message_stop" or "error", "ends with " + checker._stage);
        return checker._text.ToString();
    }

    private void Take(JsonElement data)
    {
        Assert.False(_stage is "message_stop" or "error", "goes on behind its end");
        var type = data.GetProperty("type").GetString()!;
        switch (type)
        {
            case "message_start":
                Assert.Equal("", _stage);
                var message = data.GetProperty("message");
                Assert.NotEmpty(message.GetProperty("id").GetString()!);
                Assert.NotEmpty(message.GetProperty("model").GetString()!);
                Assert.Equal(0, message.GetProperty("content").GetArrayLength());
                CheckUsage(message.GetProperty("usage"));
                break;
            case "content_block_start":
                Assert.True(_stage is not ("" or "message_delta") && _open.Length == 0, "a block opened out of turn");
                Assert.Equal(_next++, data.GetProperty("index").GetInt32());
                Start(data.GetProperty("content_block"));
                break;
            case "content_block_delta":
                Assert.Equal(_next - 1, data.GetProperty("index").GetInt32());
                Delta(data.GetProperty("delta"));
                break;
            case "content_block_stop":
                Assert.Equal(_next - 1, data.GetProperty("index").GetInt32());
                Assert.NotEmpty(_open);
                _open = "";
                break;
            case "message_delta":
                Assert.True(_stage.Length > 0 && _open.Length == 0);
                var reason = data.GetProperty("delta").GetProperty("stop_reason").GetString();
                Assert.True(reason != "tool_use" || _calls, "tool_use without a call");
                CheckUsage(data.GetProperty("usage"));
                break;
            case "message_stop":
                Assert.Equal("message_delta", _stage);
                break;
            case "error":
                Assert.NotEmpty(data.GetProperty("error").GetProperty("message").GetString()!);
                break;
            default:
                Assert.Fail("unknown event " + type);
                break;
        }

        _stage = type;
    }

    private void Start(JsonElement block)
    {
        _open = block.GetProperty("type").GetString()!;
        _signed = false;
        if (_open is "tool_use" or "server_tool_use")
        {
            _calls |= _open == "tool_use";
            Assert.NotEmpty(block.GetProperty("id").GetString()!);
            Assert.NotEmpty(block.GetProperty("name").GetString()!);
            Assert.Equal("{}", block.GetProperty("input").GetRawText());
        }
    }

    private void Delta(JsonElement delta)
    {
        var type = delta.GetProperty("type").GetString()!;
        Assert.True(Deltas.TryGetValue(type, out var kind) && (kind == _open || (kind == "tool_use" && _open == "server_tool_use")), $"{type} in a {_open} block");
        Assert.False(_signed, "thinking goes on behind its signature");
        _signed = type == "signature_delta";
        if (type == "text_delta")
        {
            _text.Append(delta.GetProperty("text").GetString());
        }
    }

    private static void CheckUsage(JsonElement usage)
    {
        Assert.True(usage.GetProperty("input_tokens").GetInt64() >= 0);
        Assert.True(usage.GetProperty("output_tokens").GetInt64() >= 0);
    }
}
