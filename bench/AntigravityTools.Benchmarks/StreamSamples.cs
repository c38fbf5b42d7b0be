using System.Globalization;
using System.Text;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Benchmarks;

/// <summary>Streams of small text pieces as the four kinds of provider send them, one piece a frame.</summary>
internal static class StreamSamples
{
    private static readonly string[] Words = [" The", " quick", " brown", " fox", " jumps", " over", " the", " lazy", " dog", ".\\n"];

    /// <summary>A whole stream with this many pieces of text.</summary>
    public static byte[] Of(Protocol protocol, int pieces)
    {
        var stream = new StringBuilder();
        var (opening, ending) = Ends(protocol);
        stream.Append(opening);
        for (var at = 0; at < pieces; at++)
        {
            stream.Append(Piece(protocol, Words[at % Words.Length], at));
        }

        return Encoding.UTF8.GetBytes(stream.Append(ending).ToString());
    }

    private static string Piece(Protocol protocol, string text, int at) => protocol switch
    {
        Protocol.OpenAIChat => Data($$$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{"content":"{{{text}}}"},"logprobs":null,"finish_reason":null}]}"""),
        Protocol.Anthropic => Named("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{text}}}"}}"""),
        Protocol.Gemini => Data(string.Create(CultureInfo.InvariantCulture, $$$"""{"candidates":[{"content":{"parts":[{"text":"{{{text}}}"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":{{{at + 1}}},"totalTokenCount":{{{at + 13}}},"promptTokensDetails":[{"modality":"TEXT","tokenCount":12}]},"modelVersion":"m","responseId":"r1"}""")),
        _ => Named("response.output_text.delta", string.Create(CultureInfo.InvariantCulture, $$$"""{"type":"response.output_text.delta","sequence_number":{{{at + 4}}},"item_id":"msg_1","output_index":0,"content_index":0,"delta":"{{{text}}}","logprobs":[]}""")),
    };

    private static (string Opening, string Ending) Ends(Protocol protocol) => protocol switch
    {
        Protocol.OpenAIChat => (
            Data("""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"""),
            Data("""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""") + Data("[DONE]")),
        Protocol.Anthropic => (
            Named("message_start", """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":12,"output_tokens":1}}}""")
                + Named("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
            Named("content_block_stop", """{"type":"content_block_stop","index":0}""")
                + Named("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":9}}""")
                + Named("message_stop", """{"type":"message_stop"}""")),
        Protocol.Gemini => ("", Data("""{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"m","responseId":"r1"}""")),
        _ => (
            Named("response.created", """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1700000000,"status":"in_progress","model":"m","output":[]}}""")
                + Named("response.output_item.added", """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}""")
                + Named("response.content_part.added", """{"type":"response.content_part.added","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}"""),
            Named("response.completed", """{"type":"response.completed","sequence_number":9,"response":{"id":"resp_1","object":"response","created_at":1700000000,"status":"completed","model":"m","output":[],"usage":{"input_tokens":12,"output_tokens":9,"total_tokens":21}}}""")),
    };

    private static string Data(string json) => $"data: {json}\n\n";

    private static string Named(string name, string json) => $"event: {name}\ndata: {json}\n\n";
}
