using System.Buffers;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Translation;

/// <summary>
/// The items of a Responses conversation as JSON text, so that a request that continues a stored response can be sent whole to an account
/// that does not know it (protocols.md §1.3). Items are copied byte for byte. The texts must be valid JSON objects.
/// </summary>
public static class ResponseHistory
{
    /// <summary>The request's input items, joined by commas, without the array's brackets; a bare string becomes a user message.</summary>
    public static byte[] InputOf(ReadOnlySpan<byte> request) => Items(request, "input");

    /// <summary>The output items of a response object, in the same form.</summary>
    public static byte[] OutputOf(ReadOnlySpan<byte> response) => Items(response, "output");

    /// <summary>One list after another.</summary>
    public static byte[] Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        first.IsEmpty ? second.ToArray() : second.IsEmpty ? first.ToArray() : [.. first, (byte)',', .. second];

    /// <summary>The request with the history before its own input and without <c>previous_response_id</c>; all other bytes stay.</summary>
    public static byte[] Continue(ReadOnlySpan<byte> request, ReadOnlySpan<byte> history)
    {
        byte[] input = [(byte)'[', .. Join(history, InputOf(request)), (byte)']'];
        var members = JsonParts.Members(request);
        var edits = new List<JsonEdit>();
        JsonParts.Cut(members, place => members[place].Name is "previous_response_id" or "input", 0, edits);
        var rest = new ArrayBufferWriter<byte>(request.Length);
        JsonSplice.Apply(request, edits, rest);
        var output = new ArrayBufferWriter<byte>(rest.WrittenCount + input.Length + 16);
        JsonSplice.SetMember(rest.WrittenSpan, "input", input, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A WebSocket's <c>response.create</c> message as the body of a streamed POST.</summary>
    public static byte[] FromMessage(ReadOnlySpan<byte> message)
    {
        var members = JsonParts.Members(message);
        var edits = new List<JsonEdit>();
        JsonParts.Cut(members, place => members[place].Name is "type" or "stream" or "background", 0, edits);
        var rest = new ArrayBufferWriter<byte>(message.Length);
        JsonSplice.Apply(message, edits, rest);
        var output = new ArrayBufferWriter<byte>(rest.WrittenCount + 16);
        JsonSplice.SetMember(rest.WrittenSpan, "stream", "true"u8.ToArray(), output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>True where the request lets its response be stored: <c>store</c> is not false.</summary>
    public static bool MayStore(ReadOnlySpan<byte> request)
    {
        foreach (var member in JsonParts.Members(request))
        {
            if (member.Name == "store")
            {
                return !member.In(request).SequenceEqual("false"u8);
            }
        }

        return true;
    }

    /// <summary>The finished response object in an answer: the body itself, or the one in the stream's last events; null where it did not complete.</summary>
    public static byte[]? ResponseOf(ReadOnlySpan<byte> answer)
    {
        if (answer.TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
        {
            return answer.ToArray();
        }

        byte[]? response = null;
        var frames = new SseFrameReader();
        while (frames.TryRead(answer, endOfInput: true, out var frame, out var consumed) && consumed > 0)
        {
            response = FinishedIn(frame.Data) ?? response;
            answer = answer[consumed..];
        }

        return response;
    }

    /// <summary>The number of a stream's last event; 0 where the answer is no stream.</summary>
    public static long LastNumberIn(ReadOnlySpan<byte> answer)
    {
        var last = 0L;
        var frames = new SseFrameReader();
        while (answer.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..] && frames.TryRead(answer, endOfInput: true, out var frame, out var consumed) && consumed > 0)
        {
            last = JsonScan.Number(frame.Data, "sequence_number"u8) ?? last;
            answer = answer[consumed..];
        }

        return last;
    }

    /// <summary>The response object of a stream's last event; null where the event is another one.</summary>
    public static byte[]? FinishedIn(ReadOnlySpan<byte> data) =>
        TypeOf(data) is "response.completed" or "response.incomplete" && JsonScan.TryFind(data, "response"u8, out var found) ? found.ToArray() : null;

    /// <summary>True for an event that says that the answer failed.</summary>
    public static bool IsError(ReadOnlySpan<byte> data) => TypeOf(data) is "error" or "response.failed";

    /// <summary>The <c>type</c> of an event or message; null where it has none, or is no JSON object.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> json) => json.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? JsonScan.Text(json, "type"u8) : null;

    /// <summary>The id of a response object, or null.</summary>
    public static string? IdOf(ReadOnlySpan<byte> response) => JsonScan.Text(response, "id"u8);

    private static byte[] Items(ReadOnlySpan<byte> json, string name)
    {
        foreach (var member in JsonParts.Members(json))
        {
            if (member.Name != name)
            {
                continue;
            }

            var value = member.In(json);
            return value[0] switch
            {
                (byte)'[' => value[1..^1].Trim(" \t\r\n"u8).ToArray(),
                (byte)'"' => [.. "{\"type\":\"message\",\"role\":\"user\",\"content\":"u8, .. value, (byte)'}'],
                _ => [],
            };
        }

        return [];
    }
}
