using System.Text;
using System.Text.Json;
using AntigravityTools.Simulator.Scripting;
using static AntigravityTools.Clients.Tests.Translation.TableCase;

namespace AntigravityTools.Clients.Tests.Translation;

/// <summary>The table's columns.</summary>
internal static class TableCases
{
    /// <summary>One pixel.</summary>
    internal const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    private const string Refusal = "I can not help with that.";
    private static readonly string[] SeoulAndParis = ["get_weather Seoul", "get_time Paris"];

    internal static IReadOnlyList<TableCase> All { get; } =
    [
        new("text", "text") { Check = static heard => Hello(heard) },
        new("stream", "stream") { Check = static heard => { Hello(heard); Assert.True(heard.Number("pieces") > 1, "in one piece"); } },
        new("system", "system") { Check = static heard => { Hello(heard); Assert.Equal(SystemPlace(heard.Upstream), PlaceOf(heard.Requests[^1].Body, "Be terse, S-123.")); } },
        new("tool", "tool call") { Check = static heard => Called(heard, "get_weather Seoul") },
        new("toolImage", "tool result with image")
        {
            Check = static heard =>
            {
                Called(heard, "get_weather Seoul");
                Assert.Equal(2, heard.Requests.Count);
                Assert.Contains("sunny, 21 degrees", heard.Requests[^1].BodyText, StringComparison.Ordinal);
                Assert.True(heard.Text("error").Length == 0, heard.Text("error"));
                if (heard.Upstream != "openai-chat")
                {
                    // Over Chat the image is a message of its own, which the simulator takes for a new question.
                    Answered(heard);
                }

                Assert.Contains(Png, heard.Requests[^1].BodyText, StringComparison.Ordinal);
            },
        },
        new("parallel", "parallel calls") { Check = static heard => { Called(heard, SeoulAndParis); Answered(heard); } },
        new("signed", "signed thinking over a tool round trip") { Check = Signed },
        new("structured", "structured output") { Check = Structured },
        new("image", "image") { Check = static heard => { Hello(heard); Assert.Contains(Png, heard.Requests[^1].BodyText, StringComparison.Ordinal); } },
        new("usage", "usage with cache")
        {
            Upstream = new NormalReply { Answer = new Answer { Text = "Counted.", Usage = new AnswerUsage(1000, 200) { CacheReadTokens = 600 } } },
            Check = static heard =>
                Assert.Equal(("Counted.", 1000, 200, 600), (heard.Text("text"), heard.Number("input"), heard.Number("output"), heard.Number("cached"))),
        },
        new("refusal", "refusal") { Upstream = new NormalReply { Answer = new Answer { Refusal = Refusal } }, Check = Refused },
        new("refusalStream", "refusal, streamed") { Upstream = new NormalReply { Answer = new Answer { Refusal = Refusal } }, Check = Refused },
        new("length", "length stop")
        {
            Upstream = new NormalReply { Answer = new Answer { Text = "Once upon a", Stop = AnswerStop.MaxTokens } },
            Check = static heard => Assert.Equal(("Once upon a", "length"), (heard.Text("text"), heard.Text("stop"))),
        },
        new("invalid", "upstream 400")
        {
            Upstream = new Fault(FaultKind.BadRequest),
            Check = static heard => Assert.Equal(400, heard.Number("status")),
        },
        new("cut", "mid-stream cut")
        {
            Upstream = new CutStream(2),
            Check = static heard => Assert.NotEmpty(heard.Text("error")),
        },
    ];

    private static void Hello(Heard heard)
    {
        Expect.Hello(heard.Text("text"));
        Assert.Equal("end", heard.Text("stop"));
        Assert.True(heard.Number("output") > 0 && heard.Number("input") > 0, "no usage");
    }

    private static void Called(Heard heard, params string[] calls)
    {
        Assert.Equal(calls, heard.Calls);
        Assert.Equal("tool", heard.Text("stop"));
    }

    private static void Answered(Heard heard)
    {
        Assert.Equal(2, heard.Requests.Count);
        Assert.Equal("The tool answered: \"sunny, 21 degrees\". Done ✓", heard.Text("then"));
    }

    private static void Signed(Heard heard)
    {
        Called(heard, "get_weather Seoul");
        Answered(heard);
        Assert.Contains("short and friendly", heard.Text("thought"), StringComparison.Ordinal);
        if (heard.Upstream != "openai-chat")
        {
            // The first characters of every signature that the simulator makes for this provider.
            var provider = heard.Upstream == "openai-responses" ? "opena" : heard.Upstream == "gemini" ? "gemin" : "anthropi";
            Assert.Contains(Convert.ToBase64String(Encoding.ASCII.GetBytes("simulator/" + provider)), heard.Requests[^1].BodyText, StringComparison.Ordinal);
        }
    }

    private static void Structured(Heard heard)
    {
        using var json = JsonDocument.Parse(heard.Text("text"));
        Assert.Equal((JsonValueKind.String, JsonValueKind.Number), (json.RootElement.GetProperty("city").ValueKind, json.RootElement.GetProperty("days").ValueKind));
    }

    // The words come with all providers but Gemini, which gives none; Google's SDK does not show its clients finishMessage, where they would stand.
    private static void Refused(Heard heard)
    {
        Assert.Equal("refusal", heard.Text("stop"));
        if (heard.Upstream != "gemini" && heard.Inbound != "gemini")
        {
            Assert.Equal(Refusal, heard.Text("refusal") + (heard.Text("refusal").Length == 0 ? heard.Text("text") : ""));
        }
    }

    private static string SystemPlace(string upstream) => upstream switch
    {
        "openai-chat" => "messages.0.content",
        "openai-responses" => "instructions",
        "anthropic" => "system",
        _ => "systemInstruction",
    };

    /// <summary>Where in a request a text stands, as far as its place matters.</summary>
    private static string PlaceOf(ReadOnlyMemory<byte> body, string text)
    {
        using var json = JsonDocument.Parse(body);
        foreach (var place in (string[])["instructions", "system", "systemInstruction"])
        {
            if (json.RootElement.TryGetProperty(place, out var value) && value.GetRawText().Contains(text, StringComparison.Ordinal))
            {
                return place;
            }
        }

        return json.RootElement.TryGetProperty("messages", out var messages) && messages[0].GetProperty("role").GetString() is "system" or "developer"
            && messages[0].GetRawText().Contains(text, StringComparison.Ordinal) ? "messages.0.content" : "nowhere: " + json.RootElement.GetRawText();
    }
}
