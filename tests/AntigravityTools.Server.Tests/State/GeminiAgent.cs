using System.Text.Json.Nodes;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.State;

/// <summary>As Gemini CLI does, it drops thoughts and keeps every signature on the part that it came with.</summary>
internal sealed class GeminiAgent : AgentClient
{
    private readonly JsonArray _contents = [];
    private readonly List<JsonObject> _open = [];

    public override Protocol Protocol => Protocol.Gemini;

    public override string PathOf(bool stream) => $"/v1beta/models/{Model}:{(stream ? "streamGenerateContent?alt=sse" : "generateContent")}";

    public override JsonObject Body(bool stream) => new()
    {
        ["generationConfig"] = Json("""{"thinkingConfig":{"includeThoughts":true,"thinkingBudget":1024}}"""),
        ["tools"] = new JsonArray(new JsonObject
        {
            ["functionDeclarations"] = new JsonArray([.. Tools.Select(name => Json($$"""{"name":"{{name}}","parametersJsonSchema":{{Schema}}}"""))]),
        }),
        ["contents"] = _contents.DeepClone(),
    };

    public override void Say(string text) => _contents.Add(new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["text"] = text }) });

    public override void GiveResults()
    {
        var parts = new JsonArray();
        foreach (var call in _open)
        {
            var response = new JsonObject { ["name"] = TextOf(call["name"]), ["response"] = new JsonObject { ["output"] = Result } };
            if (call["id"] is { } id)
            {
                response["id"] = id.DeepClone();
            }

            parts.Add(new JsonObject { ["functionResponse"] = response });
        }

        _contents.Add(new JsonObject { ["role"] = "user", ["parts"] = parts });
        _open.Clear();
    }

    protected override void HearWhole(JsonObject answer) => HearStream([answer]);

    protected override void HearStream(IEnumerable<JsonObject> events)
    {
        var parts = new JsonArray();
        foreach (var part in events.SelectMany(item => item["candidates"]?[0]?["content"]?["parts"]?.AsArray() ?? []))
        {
            if (part!["thought"] is null)
            {
                parts.Add(part.DeepClone());
                Text += TextOf(part["text"]);
            }

            if (part["functionCall"] is JsonObject call)
            {
                _open.Add(call);
                Calls++;
            }
        }

        _contents.Add(new JsonObject { ["role"] = "model", ["parts"] = parts });
    }
}
