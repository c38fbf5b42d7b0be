using System.Buffers;
using AntigravityTools.Core.Tokens;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Answers a token count where no provider does, in the client's own shape.</summary>
internal sealed class TokenEstimator(ProtocolRegistry protocols, RequestTokens tokens)
{
    /// <summary>Writes the answer, or returns why the request can not be read.</summary>
    public Fault? Write(InboundRequest request, IBufferWriter<byte> output)
    {
        var read = protocols.TranslatorOf(request.Protocol).ReadRequest(Operation.CountTokens, request.Body, request.PathModel, stream: false);
        if (read.Value is not { } chat)
        {
            return read.Fault;
        }

        var count = tokens.Count(chat);
        var text = request.Protocol switch
        {
            Protocol.Gemini => $$"""{"totalTokens":{{count}}}""",
            Protocol.Anthropic => $$"""{"input_tokens":{{count}}}""",
            _ => $$"""{"object":"response.input_tokens","input_tokens":{{count}}}""",
        };
        output.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return null;
    }
}
