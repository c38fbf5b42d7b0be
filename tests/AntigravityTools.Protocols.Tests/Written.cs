using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests;

/// <summary>What a protocol writes, as text.</summary>
internal static class Written
{
    internal static string Fault(Protocol protocol, Fault fault)
    {
        var output = new ArrayBufferWriter<byte>();
        Tapping.Registry[protocol].WriteFault(fault, "req_1", output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    internal static string StreamFault(Protocol protocol, Fault fault, StreamForm form = StreamForm.Sse)
    {
        var output = new ArrayBufferWriter<byte>();
        Tapping.Registry[protocol].WriteStreamFault(fault, form, "req_1", output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    internal static string Heartbeat(Protocol protocol, StreamForm form = StreamForm.Sse)
    {
        var output = new ArrayBufferWriter<byte>();
        Tapping.Registry[protocol].WriteHeartbeat(form, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    internal static Fault Of(FaultKind kind, string message = "Näh \"x\"") => new() { Kind = kind, Message = message };
}
