using System.Collections.Immutable;
using System.Text;
using AntigravityTools.Protocols.Model;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>Conversations that all four protocols can hold: what one of them has no word for is tested in its own room.</summary>
internal static class RequestSamples
{
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string","description":"<é>"},"days":{"type":"integer"}},"required":["city","days"],"additionalProperties":false}""";

    private static readonly Gen<string> Text = Gen.OneOf("hi", "<é+你> & 'so'", "a\n\nb", " edges ", "wave 👋🏽", "\"quoted\\", "{\"json\":[true]}", "- 1\r\n- 2\t.", "x");

    private static readonly Gen<string> Arguments = Gen.OneOf(
        "{}", """{"city":"Seoul"}""", """{"n":12345678901234567890,"f":1.10,"e":1e21}""", """{"a":[{"b":null}],"s":"<é你👋>\n"}""", """{"":"","input":"x"}""");

    private static readonly Gen<Part> Said = Gen.OneOf<Part>(
        Text.Select(Part (text) => new Part.Text(text)),
        Gen.Const<Part>(new Part.Media(MediaKind.Image, "image/png") { Base64 = "iVBORw0KGgoAAAANSUhEUg==" }));

    private static readonly Gen<Message[]> Turn = Gen.Select(Said.Array[1, 3], Text.Null(), Gen.Select(Arguments, Text, Gen.Bool).Array[0, 3], Exchange);

    private static readonly Gen<ToolChoice?> Choice = Gen.OneOf<ToolChoice?>(
        null, ToolChoice.Of(ToolChoiceMode.Auto), ToolChoice.Of(ToolChoiceMode.None), ToolChoice.Of(ToolChoiceMode.Required), ToolChoice.Named("get_weather"));

    /// <summary>Any of them.</summary>
    internal static Gen<ChatRequest> Any { get; } = Gen.Select(
        Gen.Select(Text.Array[0, 2], Turn.Array[1, 3]), Choice, Gen.Bool.Nullable(), Gen.Long[100, 4000], Gen.OneOf<Effort?>((Effort?)null, Effort.Low, Effort.High), Gen.Bool, Build);

    private static ChatRequest Build((string[] System, Message[][] Turns) said, ToolChoice? choice, bool? parallel, long most, Effort? effort, bool format)
    {
        var messages = ImmutableArray.CreateBuilder<Message>();
        foreach (var text in said.System)
        {
            messages.Add(new Message { Role = Role.System, Parts = [new Part.Text(text)] });
        }

        // Ids are told apart over the whole conversation.
        var number = 0;
        foreach (var message in said.Turns.SelectMany(static (turn, at) => turn.Select(message => Renumbered(message, at))))
        {
            messages.Add(message);
            number++;
        }

        messages.Add(new Message { Role = Role.User, Parts = [new Part.Text($"last of {number}")] });
        return new ChatRequest
        {
            Model = "m",
            Messages = messages.ToImmutable(),
            Tools = [new() { Name = "get_weather", Description = "Says \"it\" <é>", Parameters = Raw(Schema) }, new() { Name = "f_2", Description = "d", Parameters = Raw(Schema) }],
            ToolChoice = choice,
            ParallelToolCalls = parallel,
            Sampling = new Sampling { MaxOutputTokens = most },
            Reasoning = effort is null ? null : new ReasoningRequest { Effort = effort },
            OutputFormat = format ? new OutputFormat { Schema = Raw(Schema), Name = "answer" } : null,
        };
    }

    private static Message[] Exchange(Part[] said, string? answer, (string Arguments, string Result, bool IsError)[] calls)
    {
        var user = new Message { Role = Role.User, Parts = [.. said] };
        var parts = ImmutableArray.CreateBuilder<Part>();
        if (answer is not null)
        {
            parts.Add(new Part.Text(answer));
        }

        parts.AddRange(calls.Select(static (call, at) => new Part.ToolCall($"{at}", at == 1 ? "f_2" : "get_weather", Raw(call.Arguments))));
        Message[] assistant = parts.Count == 0 ? [] : [new Message { Role = Role.Assistant, Parts = parts.ToImmutable() }];
        Message[] results = calls.Length == 0 ? [] : [new Message
        {
            Role = Role.Tool,
            Parts = [.. calls.Select(static (call, at) => new Part.ToolResult($"{at}", [new Part.Text(call.Result)], call.IsError) { Name = at == 1 ? "f_2" : "get_weather" })],
        }];
        return [user, .. assistant, .. results];
    }

    private static Message Renumbered(Message message, int turn) => message with
    {
        Parts = [.. message.Parts.Select(part => part switch
        {
            Part.ToolCall call => call with { Id = $"call_{turn}_{call.Id}" },
            Part.ToolResult result => result with { CallId = $"call_{turn}_{result.CallId}" },
            var other => other,
        })],
    };

    private static RawJson Raw(string json) => new(Encoding.UTF8.GetBytes(json));
}
