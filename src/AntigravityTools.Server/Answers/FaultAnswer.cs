using System.Buffers;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Requests;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Answers;

/// <summary>A fault answered on the spot: part of a client's normal manners, not worth a row in the monitor.</summary>
internal sealed class FaultAnswer(Func<Protocol, IProtocol> protocols)
{
    /// <summary>Sends the fault in the shape of the call's protocol, with its own status or the given one.</summary>
    public Task SendAsync(ProxyCall call, Fault fault, int? status = null)
    {
        var protocol = protocols(call.Protocol);
        var output = new ArrayBufferWriter<byte>(512);
        protocol.WriteFault(fault, call.Id, output);
        if (fault.NeedsPerson)
        {
            call.Http.Response.Headers["x-should-retry"] = "false";
        }

        return JsonAnswer.SendAsync(call.Http, status ?? protocol.StatusOf(fault), output.WrittenMemory);
    }
}
