using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Legacy <c>/v1/completions</c> over chat: the prompt is one user turn (protocols.md §1.2).</summary>
internal static class OpenAICompletions
{
    private const string Echo = "echo";

    internal static ReadResult<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body)
    {
        // All but the prompt and three fields read as in a chat request.
        var read = OpenAIChatRequestReader.Read(body, hasMessages: false);
        if (read.Value is not { } request)
        {
            return read;
        }

        try
        {
            return request with { Messages = [new Message { Role = Role.User, Parts = [new Part.Text(Prompt(body.Span))] }], Extras = EchoExtras(body.Span) };
        }
        catch (FieldException wrong)
        {
            return wrong.ToFault();
        }
    }

    /// <summary>What stands before the answer's text: the prompt, where the client asked for its echo.</summary>
    internal static string EchoOf(ChatRequest request) =>
        request.Extras is { Protocol: Protocol.OpenAIChat, Fields: [{ Key: Echo }] } && request.Messages is [{ Parts: [Part.Text prompt] }] ? prompt.Value : "";

    /// <summary>One piece of text in a stream of legacy chunks.</summary>
    internal static void WriteChoice(IBufferWriter<byte> output, int choice, string text, string? finish)
    {
        JsonText.Append(output, "\"choices\":[{\"text\":"u8);
        JsonText.Write(output, text);
        JsonText.Append(output, ",\"index\":"u8);
        JsonText.Write(output, choice);
        JsonText.Append(output, ",\"logprobs\":null,\"finish_reason\":"u8);
        JsonText.Append(output, finish is null ? "null"u8 : Encoding.ASCII.GetBytes($"\"{finish}\""));
        JsonText.Append(output, "}]"u8);
    }

    private static Extras? EchoExtras(ReadOnlySpan<byte> body) => JsonScan.TryFind(body, "echo"u8, out var echo) && echo.SequenceEqual("true"u8)
        ? new Extras(Protocol.OpenAIChat, [new(Echo, new RawJson("true"u8.ToArray()))])
        : null;

    private static string Prompt(ReadOnlySpan<byte> body)
    {
        foreach (var (field, name) in new[] { ("suffix"u8.ToArray(), "suffix"), ("logprobs"u8.ToArray(), "logprobs"), ("best_of"u8.ToArray(), "best_of") })
        {
            if (JsonScan.TryFind(body, field, out var value) && !value.SequenceEqual("null"u8) && !value.SequenceEqual("1"u8) && !value.SequenceEqual("0"u8))
            {
                throw new FieldException(name, $"'{name}' can not be served by a chat model. Leave it out, or use an account with a completions endpoint.");
            }
        }

        if (!JsonScan.TryFind(body, "prompt"u8, out var prompt))
        {
            throw new FieldException("prompt", "'prompt' is missing.");
        }

        var reader = new Utf8JsonReader(prompt, JsonScan.Options);
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return JsonRead.Text(ref reader, "prompt")!;
        }

        if (reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            var only = JsonRead.Text(ref reader, "prompt[0]")!;
            return reader.Read() && reader.TokenType == JsonTokenType.EndArray
                ? only
                : throw new FieldException("prompt", "Several prompts at once can not be served by a chat model. Send one request for each.");
        }

        throw new FieldException("prompt", "'prompt' must be a string; token arrays can not be served by a chat model.");
    }
}
