using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Opens JSON writers that leave text as it is: the default encoder triples non-Latin text.</summary>
internal static class JsonWriters
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Utf8JsonWriter Open(IBufferWriter<byte> output) => new(output, Options);
}
