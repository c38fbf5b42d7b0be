namespace AntigravityTools.Protocols.Framing;

/// <summary>Numbers an answer's blocks in order of appearance, over all its choices.</summary>
internal sealed class BlockCounter
{
    private int _next;

    internal int Next() => _next++;
}
