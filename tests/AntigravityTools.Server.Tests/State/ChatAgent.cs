using System.Text.Json.Nodes;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.State;

/// <summary>Its protocol has no field for sealed reasoning: it sends back text and calls, the calls with whatever they came with.</summary>
internal sealed class ChatAgent : AgentClient
{
    private readonly JsonArray _messages = [];
    private readonly List<string> _open = [];

    public override Protocol Protocol => Protocol.OpenAIChat;

    public override string PathOf(bool stream) => "/v1/chat/completions";

    public override JsonObject Body(bool stream) => new()
    {
        ["model"] = Model,
        ["stream"] = stream,
        ["reasoning_effort"] = "low",
        ["tools"] = new JsonArray([.. Tools.Select(name => Json($$$"""{"type":"function","function":{"name":"{{{name}}}","parameters":{{{Schema}}}}}"""))]),
        ["messages"] = _messages.DeepClone(),
    };

    public override void Say(string text) => _messages.Add(new JsonObject { ["role"] = "user", ["content"] = text });

    public override void GiveResults()
    {
        foreach (var id in _open)
        {
            _messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = id, ["content"] = Result });
        }

        _open.Clear();
    }

    protected override void HearWhole(JsonObject answer)
    {
        var message = answer["choices"]![0]!["message"]!;
        var kept = new JsonObject { ["role"] = "assistant", ["content"] = message["content"]?.DeepClone() };
        Text = TextOf(message["content"]);
        if (message["tool_calls"] is JsonArray { Count: > 0 } calls)
        {
            kept["tool_calls"] = calls.DeepClone();
            _open.AddRange(calls.Select(call => TextOf(call!["id"])));
            Calls = calls.Count;
        }

        _messages.Add(kept);
    }

    protected override void HearStream(IEnumerable<JsonObject> events)
    {
        var (text, calls) = ("", new JsonArray());
        foreach (var delta in events.Select(item => item["choices"] is JsonArray { Count: > 0 } choices ? choices[0]!["delta"] : null).OfType<JsonObject>())
        {
            text += TextOf(delta["content"]);
            foreach (var piece in delta["tool_calls"]?.AsArray() ?? [])
            {
                var index = (int)piece!["index"]!;
                if (index == calls.Count)
                {
                    var call = piece.DeepClone().AsObject();
                    call.Remove("index");
                    calls.Add(call);
                }
                else
                {
                    var function = calls[index]!["function"]!;
                    function["arguments"] = TextOf(function["arguments"]) + TextOf(piece["function"]!["arguments"]);
                }
            }
        }

        HearWhole(new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject
            {
                ["message"] = new JsonObject { ["content"] = text.Length == 0 ? null : text, ["tool_calls"] = calls },
            }),
        });
    }
}
