using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>How one attempt ended.</summary>
internal readonly struct AttemptOutcome
{
    /// <summary>The client has the whole answer.</summary>
    public static AttemptOutcome Answered(int status) => new() { Status = status };

    /// <summary>It failed; a refusal that came whole from upstream keeps its bytes.</summary>
    public static AttemptOutcome Failed(Fault fault, int? status = null, UpstreamReply? reply = null, ReadOnlyMemory<byte> body = default) =>
        new() { Fault = fault, Status = status, Reply = reply, Body = body };

    public Fault? Fault { get; init; }

    public int? Status { get; private init; }

    /// <summary>The secret that was sent, where the provider answered at all.</summary>
    public string? Secret { get; init; }

    /// <summary>The upstream's refusal, to be relayed as it is; disposed by the loop.</summary>
    public UpstreamReply? Reply { get; private init; }

    /// <summary>The refusal's body.</summary>
    public ReadOnlyMemory<byte> Body { get; private init; }
}
