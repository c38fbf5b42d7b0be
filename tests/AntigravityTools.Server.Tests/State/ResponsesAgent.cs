using System.Text.Json.Nodes;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.State;

/// <summary>Stateless, as Codex is: nothing is stored, reasoning comes sealed and goes back.</summary>
internal sealed class ResponsesAgent : AgentClient
{
    private readonly JsonArray _input = [];
    private readonly List<string> _open = [];

    public override Protocol Protocol => Protocol.OpenAIResponses;

    public override string PathOf(bool stream) => "/v1/responses";

    public override JsonObject Body(bool stream) => new()
    {
        ["model"] = Model,
        ["stream"] = stream,
        ["store"] = false,
        ["include"] = new JsonArray("reasoning.encrypted_content"),
        ["reasoning"] = Json("""{"effort":"low","summary":"auto"}"""),
        ["tools"] = new JsonArray([.. Tools.Select(name => Json($$"""{"type":"function","name":"{{name}}","strict":false,"parameters":{{Schema}}}"""))]),
        ["input"] = _input.DeepClone(),
    };

    public override void Say(string text) => _input.Add(new JsonObject { ["role"] = "user", ["content"] = text });

    public override void GiveResults()
    {
        foreach (var id in _open)
        {
            _input.Add(new JsonObject { ["type"] = "function_call_output", ["call_id"] = id, ["output"] = Result });
        }

        _open.Clear();
    }

    protected override void HearStream(IEnumerable<JsonObject> events) =>
        HearWhole(events.Last(item => TextOf(item["type"]) == "response.completed")["response"]!.AsObject());

    protected override void HearWhole(JsonObject answer)
    {
        foreach (var item in answer["output"]!.AsArray())
        {
            _input.Add(item!.DeepClone());
            if (TextOf(item["type"]) == "function_call")
            {
                _open.Add(TextOf(item["call_id"]));
                Calls++;
            }
            else if (TextOf(item["type"]) == "message")
            {
                Text += TextOf(item["content"]![0]!["text"]);
            }
        }
    }
}
