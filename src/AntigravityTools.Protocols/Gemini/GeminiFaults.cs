using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Errors of Google's APIs (AIP-193): the HTTP status stands in the body too, details are typed.</summary>
internal static class GeminiFaults
{
    internal static Fault Read(int status, ReadOnlySpan<byte> body) => FaultReader.Read(status, body);

    internal static Fault? ReadHidden(ReadOnlySpan<byte> body) => FaultReader.ReadHidden(body);

    internal static int StatusOf(Fault fault) => Describe(fault).Status;

    /// <summary>Writes <c>{"error":{"code","message","status","details"}}</c>.</summary>
    internal static void Write(Fault fault, string requestId, IBufferWriter<byte> output)
    {
        using var writer = JsonWriters.Open(output);
        var (status, word) = Describe(fault);
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteNumber("code"u8, status);
        writer.WriteString("message"u8, fault.Message);
        writer.WriteString("status"u8, word);
        WriteDetails(fault, writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    internal static void WriteToStream(Fault fault, StreamForm form, string requestId, IBufferWriter<byte> output)
    {
        var body = new ArrayBufferWriter<byte>();
        Write(fault, requestId, body);
        if (form == StreamForm.Sse)
        {
            SseFrameWriter.WriteCrLf(output, body.WrittenSpan);
            return;
        }

        output.Write(form == StreamForm.JsonArrayStart ? "["u8 : ",\n"u8);
        output.Write(body.WrittenSpan);
        output.Write("]"u8);
    }

    private static void WriteDetails(Fault fault, Utf8JsonWriter writer)
    {
        var isWrongKey = fault.Kind == FaultKind.Authentication && fault.Code != FaultCodes.MissingKey;
        if (!isWrongKey && fault.RetryAfter is null)
        {
            return;
        }

        writer.WriteStartArray("details"u8);
        if (isWrongKey)
        {
            writer.WriteStartObject();
            writer.WriteString("@type"u8, "type.googleapis.com/google.rpc.ErrorInfo"u8);
            writer.WriteString("reason"u8, "API_KEY_INVALID"u8);
            writer.WriteString("domain"u8, "googleapis.com"u8);
            writer.WriteEndObject();
        }

        if (fault.RetryAfter is { } wait)
        {
            writer.WriteStartObject();
            writer.WriteString("@type"u8, "type.googleapis.com/google.rpc.RetryInfo"u8);
            writer.WriteString("retryDelay"u8, wait.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static (int Status, string Word) Describe(Fault fault) => fault.Kind switch
    {
        FaultKind.Authentication => fault.Code == FaultCodes.MissingKey ? (403, "PERMISSION_DENIED") : (400, "INVALID_ARGUMENT"),
        FaultKind.Permission => (403, "PERMISSION_DENIED"),
        FaultKind.NotFound => (404, "NOT_FOUND"),
        FaultKind.MethodNotAllowed => (405, "INVALID_ARGUMENT"),
        FaultKind.TooLarge => (413, "INVALID_ARGUMENT"),
        FaultKind.UnsupportedMediaType => (415, "INVALID_ARGUMENT"),
        FaultKind.Misdirected => (421, "INVALID_ARGUMENT"),
        FaultKind.RateLimited or FaultKind.QuotaExhausted => (429, "RESOURCE_EXHAUSTED"),
        FaultKind.Cancelled => (499, "CANCELLED"),
        FaultKind.Upstream => (500, "INTERNAL"),
        FaultKind.Network or FaultKind.Overloaded or FaultKind.Unavailable => (503, "UNAVAILABLE"),
        FaultKind.Timeout => (504, "DEADLINE_EXCEEDED"),
        _ => (400, "INVALID_ARGUMENT"),
    };
}
