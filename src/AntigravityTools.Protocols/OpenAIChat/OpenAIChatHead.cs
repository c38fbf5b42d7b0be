using System.Buffers;
using System.Globalization;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>What every chunk of a stream begins with: the same id, time and model in all of them.</summary>
internal static class OpenAIChatHead
{
    /// <param name="context">The request.</param>
    /// <param name="id">The upstream's id of the answer; empty where it gave none.</param>
    /// <param name="model">The model that answers; empty where the upstream did not say.</param>
    internal static byte[] Of(AnswerContext context, string id, string model)
    {
        var legacy = context.Operation == Operation.Complete;
        var text = new ArrayBufferWriter<byte>(200);
        JsonText.Append(text, "data: {\"id\":"u8);
        JsonText.Write(text, id.Length > 0 ? id : (legacy ? "cmpl-" : "chatcmpl-") + context.RequestId);
        JsonText.Append(text, legacy ? ",\"object\":\"text_completion\",\"created\":"u8 : ",\"object\":\"chat.completion.chunk\",\"created\":"u8);
        JsonText.Append(text, Encoding.ASCII.GetBytes(context.StartedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        JsonText.Append(text, ",\"model\":"u8);
        JsonText.Write(text, model.Length > 0 ? model : context.Request.Model);
        JsonText.Append(text, ","u8);
        return text.WrittenSpan.ToArray();
    }
}
