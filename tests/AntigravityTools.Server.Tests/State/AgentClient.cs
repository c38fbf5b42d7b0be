using System.Text.Json.Nodes;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.State;

/// <summary>An agent of one protocol that keeps its conversation as the vendors' clients do: what came from the model goes back as it came.</summary>
internal abstract class AgentClient
{
    public const string Model = "agent";

    /// <summary>The tools it offers; the simulator calls those that the user names.</summary>
    protected static readonly string[] Tools = ["step", "look"];

    protected const string Schema = """{"type":"object","properties":{"place":{"type":"string"}},"required":["place"]}""";

    public abstract Protocol Protocol { get; }

    /// <summary>What the tools give back.</summary>
    public string Result { get; set; } = "done";

    /// <summary>How many tools the last answer called.</summary>
    public int Calls { get; protected set; }

    /// <summary>The text of the last answer.</summary>
    public string Text { get; protected set; } = "";

    public static AgentClient Of(Protocol protocol) => protocol switch
    {
        Protocol.OpenAIChat => new ChatAgent(),
        Protocol.OpenAIResponses => new ResponsesAgent(),
        Protocol.Anthropic => new AnthropicAgent(),
        _ => new GeminiAgent(),
    };

    public abstract string PathOf(bool stream);

    /// <summary>The next request.</summary>
    public abstract JsonObject Body(bool stream);

    /// <summary>The user speaks.</summary>
    public abstract void Say(string text);

    /// <summary>Every call of the last answer gets its result.</summary>
    public abstract void GiveResults();

    /// <summary>Takes an answer into the conversation.</summary>
    public void Hear(string answer, bool stream)
    {
        (Calls, Text) = (0, "");
        if (stream)
        {
            HearStream(EventsOf(answer));
        }
        else
        {
            HearWhole(JsonNode.Parse(answer)!.AsObject());
        }
    }

    protected abstract void HearWhole(JsonObject answer);

    protected abstract void HearStream(IEnumerable<JsonObject> events);

    protected static JsonNode Json(string text) => JsonNode.Parse(text)!;

    protected static string TextOf(JsonNode? node) => (string?)node ?? "";

    private static List<JsonObject> EventsOf(string body)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(body).AsSpan();
        var frames = new SseFrameReader();
        var events = new List<JsonObject>();
        while (frames.TryRead(bytes, endOfInput: true, out var frame, out var consumed) && consumed > 0)
        {
            if (frame.Data is [(byte)'{', ..])
            {
                events.Add(JsonNode.Parse(frame.Data)!.AsObject());
            }

            bytes = bytes[consumed..];
        }

        return events;
    }
}
