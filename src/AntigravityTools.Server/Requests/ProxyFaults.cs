using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Paths;

namespace AntigravityTools.Server.Requests;

/// <summary>What the listener says to a request that asks for something it does not have.</summary>
internal static class ProxyFaults
{
    public static Fault UnknownPath(ProxyCall call)
    {
        var host = $"http://{call.Http.Request.Headers.Host}";
        var hint = call.Protocol switch
        {
            Protocol.Anthropic => $"{host} for Anthropic's clients (they add /v1/messages)",
            Protocol.Gemini => $"{host} for Google's clients (they add /v1beta/models/…)",
            _ => $"{host}/v1 for OpenAI's clients (they add /chat/completions or /responses)",
        };
        return new() { Kind = FaultKind.NotFound, NeedsPerson = true, Message = $"Nothing is served at {call.Path}. Use the base URL {hint}." };
    }

    public static Fault WrongMethod(ProxyCall call) => new()
    {
        Kind = FaultKind.MethodNotAllowed, NeedsPerson = true, Message = $"{call.Path} takes {call.Match.Allow}, not {call.Method}.",
    };

    public static Fault NoWebSocket { get; } = new()
    {
        Kind = FaultKind.InvalidRequest, NeedsPerson = true, Code = "upgrade_not_supported",
        Message = "There is no WebSocket here. POST the request over HTTP, with server-sent events when 'stream' is true.",
    };

    public static Fault Stopping { get; } = new()
    {
        Kind = FaultKind.Overloaded, Message = "The gateway is stopping; send the request again when it is back.",
    };

    public static Fault Crashed { get; } = new()
    {
        Kind = FaultKind.Upstream, Message = "The gateway failed on this request; its log has the details under the request's id.",
    };

    /// <summary>A path that is known, yet asks for nothing that is served: a bare base URL, or a method of Google's that is not ours.</summary>
    public static bool IsUnknown(ProxyCall call) => call.Match.Kind switch
    {
        PathKind.Unknown => true,
        PathKind.Probe => !Takes(call),
        PathKind.Model => !Takes(call) && call.Match.Model!.Contains(':', StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>True where the path takes the method.</summary>
    public static bool Takes(ProxyCall call)
    {
        foreach (var method in call.Match.Allow.AsSpan().Split(", "))
        {
            if (call.Match.Allow.AsSpan()[method].SequenceEqual(call.Method))
            {
                return true;
            }
        }

        return false;
    }
}
