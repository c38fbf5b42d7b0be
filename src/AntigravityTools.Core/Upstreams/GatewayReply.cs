using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>The whole answer to a call of the gateway's own, or why none came.</summary>
internal sealed record GatewayReply
{
    /// <summary>The HTTP status; 0 where no answer came.</summary>
    public int Status { get; init; }

    /// <summary>Looks a header up by its name; null where it is missing.</summary>
    public Func<string, string?> Header { get; init; } = _ => null;

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Why no answer came; null where one did, whatever its status.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Time from sending to the whole answer.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;
}
