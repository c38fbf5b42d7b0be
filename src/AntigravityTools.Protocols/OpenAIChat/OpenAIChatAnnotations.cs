using System.Buffers;
using System.Globalization;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Writes <c>url_citation</c> annotations.</summary>
internal static class OpenAIChatAnnotations
{
    internal static void Write(IBufferWriter<byte> output, Citation citation)
    {
        JsonText.Append(output, "{\"type\":\"url_citation\",\"url_citation\":{\"start_index\":"u8);
        JsonText.Append(output, Encoding.ASCII.GetBytes((citation.Start ?? 0).ToString(CultureInfo.InvariantCulture)));
        JsonText.Append(output, ",\"end_index\":"u8);
        JsonText.Append(output, Encoding.ASCII.GetBytes((citation.End ?? 0).ToString(CultureInfo.InvariantCulture)));
        JsonText.Append(output, ",\"url\":"u8);
        JsonText.Write(output, citation.Url);
        JsonText.Append(output, ",\"title\":"u8);
        JsonText.Write(output, citation.Title ?? citation.Url);
        JsonText.Append(output, "}}"u8);
    }
}
