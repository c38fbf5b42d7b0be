using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Errors of the Messages API: status and type belong together (Anthropic API reference, errors, 2026-11).</summary>
internal static class AnthropicFaults
{
    internal static Fault Read(int status, ReadOnlySpan<byte> body) => FaultReader.Read(status, body);

    internal static Fault? ReadHidden(ReadOnlySpan<byte> body) => FaultReader.ReadHidden(body);

    internal static int StatusOf(Fault fault) => Describe(fault.Kind).Status;

    /// <summary>Writes <c>{"type":"error","error":{"type","message"},"request_id"}</c>.</summary>
    internal static void Write(Fault fault, string requestId, IBufferWriter<byte> output)
    {
        using var writer = JsonWriters.Open(output);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "error"u8);
        writer.WriteStartObject("error"u8);
        writer.WriteString("type"u8, Describe(fault.Kind).Type);
        writer.WriteString("message"u8, Sentence(fault));
        writer.WriteEndObject();
        writer.WriteString("request_id"u8, requestId);
        writer.WriteEndObject();
    }

    internal static void WriteToStream(Fault fault, StreamForm form, string requestId, IBufferWriter<byte> output)
    {
        var body = new ArrayBufferWriter<byte>();
        Write(fault, requestId, body);
        SseFrameWriter.Write(output, "error"u8, body.WrittenSpan);
    }

    private static (int Status, string Type) Describe(FaultKind kind) => kind switch
    {
        FaultKind.Authentication => (401, "authentication_error"),
        FaultKind.Permission => (403, "permission_error"),
        FaultKind.NotFound => (404, "not_found_error"),
        FaultKind.MethodNotAllowed => (405, "invalid_request_error"),
        FaultKind.TooLarge => (413, "request_too_large"),
        FaultKind.UnsupportedMediaType => (415, "invalid_request_error"),
        FaultKind.Misdirected => (421, "invalid_request_error"),
        FaultKind.RateLimited => (429, "rate_limit_error"),
        FaultKind.QuotaExhausted => (429, "billing_error"),
        FaultKind.Cancelled => (499, "api_error"),
        FaultKind.Upstream or FaultKind.Network => (500, "api_error"),
        FaultKind.Unavailable => (503, "api_error"),
        FaultKind.Timeout => (504, "timeout_error"),
        FaultKind.Overloaded => (529, "overloaded_error"),
        _ => (400, "invalid_request_error"),
    };

    /// <summary>Claude Code compacts the conversation on one of two texts and on nothing else.</summary>
    private static string Sentence(Fault fault) => fault.Kind != FaultKind.ContextTooLong
        || fault.Message.Contains("prompt is too long", StringComparison.OrdinalIgnoreCase)
        || fault.Message.Contains("Input is too long", StringComparison.OrdinalIgnoreCase)
            ? fault.Message
            : "prompt is too long: " + fault.Message;
}
