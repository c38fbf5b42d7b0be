using System.Text.Json.Nodes;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.State;

/// <summary>Replays every block, signed thinking before all.</summary>
internal sealed class AnthropicAgent : AgentClient
{
    private readonly JsonArray _messages = [];
    private readonly List<string> _open = [];

    public override Protocol Protocol => Protocol.Anthropic;

    public override string PathOf(bool stream) => "/v1/messages";

    public override JsonObject Body(bool stream) => new()
    {
        ["model"] = Model,
        ["stream"] = stream,
        ["max_tokens"] = 4096,
        ["thinking"] = Json("""{"type":"enabled","budget_tokens":1024}"""),
        ["tools"] = new JsonArray([.. Tools.Select(name => Json($$"""{"name":"{{name}}","input_schema":{{Schema}}}"""))]),
        ["messages"] = _messages.DeepClone(),
    };

    public override void Say(string text) => _messages.Add(new JsonObject { ["role"] = "user", ["content"] = text });

    public override void GiveResults()
    {
        _messages.Add(new JsonObject
        {
            ["role"] = "user",
            ["content"] = new JsonArray([.. _open.Select(id => new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = id, ["content"] = Result })]),
        });
        _open.Clear();
    }

    protected override void HearWhole(JsonObject answer)
    {
        var content = answer["content"]!.AsArray();
        _messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = content.DeepClone() });
        foreach (var block in content)
        {
            if (TextOf(block!["type"]) == "tool_use")
            {
                _open.Add(TextOf(block["id"]));
                Calls++;
            }

            Text += TextOf(block["type"]) == "text" ? TextOf(block["text"]) : "";
        }
    }

    protected override void HearStream(IEnumerable<JsonObject> events)
    {
        var blocks = new JsonArray();
        var input = "";
        foreach (var item in events)
        {
            switch (TextOf(item["type"]))
            {
                case "content_block_start":
                    blocks.Add(item["content_block"]!.DeepClone());
                    input = "";
                    break;
                case "content_block_delta":
                    var delta = item["delta"]!;
                    input += TextOf(delta["partial_json"]);
                    foreach (var field in (string[])["text", "thinking", "signature"])
                    {
                        if (delta[field] is { } piece)
                        {
                            blocks[^1]![field] = TextOf(blocks[^1]![field]) + TextOf(piece);
                        }
                    }

                    break;
                case "content_block_stop" when input.Length > 0:
                    blocks[^1]!["input"] = Json(input);
                    break;
            }
        }

        HearWhole(new JsonObject { ["content"] = blocks });
    }
}
