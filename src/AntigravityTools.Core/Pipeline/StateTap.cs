using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>A protocol's tap that also notes whose opaque state comes by.</summary>
internal sealed class StateTap(IStreamTap tap, PassedState state, Exchange exchange, ulong owner) : IStreamTap
{
    public TokenUsage Usage => tap.Usage;

    public Fault? Fault => tap.Fault;

    public bool Completed => tap.Completed;

    public string? ResponseId => tap.ResponseId;

    public FrameKind Observe(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var kind = tap.Observe(eventType, data);
        state.Note(exchange, owner, data, isContent: kind == FrameKind.Content);
        return kind;
    }
}
