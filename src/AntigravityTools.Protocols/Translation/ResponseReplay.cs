using System.Buffers;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Translation;

/// <summary>
/// Streams a kept response again (<c>GET /v1/responses/{id}?stream=true</c>, OpenAI API reference, 2026-11): the event ladder with one delta
/// for each text. What opened the answer has the numbers it had; what closed it counts back from the last, so that a client that was cut
/// off and asks for what came after a number gets the whole texts, the whole items and the end.
/// </summary>
public static class ResponseReplay
{
    /// <summary>The events as server-sent events.</summary>
    /// <param name="response">The finished response object.</param>
    /// <param name="last">The number that the last event of the stream had; 0 where the answer was not streamed.</param>
    /// <param name="after">The last number that the client has; null to begin with the first.</param>
    public static byte[] Write(ReadOnlySpan<byte> response, long last, long? after)
    {
        var rungs = new ReplayRungs();
        var opening = Opening(response);
        rungs.Add("response.created", opening);
        rungs.Add("response.in_progress", opening);
        if (JsonScan.TryFind(response, "output"u8, out var output) && output[0] == (byte)'[')
        {
            var items = JsonParts.Elements(output);
            for (var i = 0; i < items.Count; i++)
            {
                ReplayItem.Write(rungs, items[i].In(output), i);
            }
        }

        rungs.Add("response." + (JsonScan.Text(response, "status"u8) ?? "completed"), [.. "\"response\":"u8, .. response]);
        return rungs.ToFrames(last, after);
    }

    private static byte[] Opening(ReadOnlySpan<byte> response)
    {
        var opening = response.ToArray();
        foreach (var (name, value) in new (string, string)[] { ("status", "\"in_progress\""), ("output", "[]"), ("usage", "null"), ("completed_at", "null"), ("incomplete_details", "null"), ("error", "null") })
        {
            var next = new ArrayBufferWriter<byte>(opening.Length + 32);
            JsonSplice.SetMember(opening, name, System.Text.Encoding.UTF8.GetBytes(value), next);
            opening = next.WrittenSpan.ToArray();
        }

        return [.. "\"response\":"u8, .. opening];
    }
}
