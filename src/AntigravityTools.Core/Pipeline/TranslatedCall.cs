using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>A request written in the upstream's protocol, and what its answer needs to find the way back.</summary>
internal sealed class TranslatedCall(PooledWriter body, ToolNameMap names, ulong owner, AnswerContext context) : IDisposable
{
    /// <summary>The upstream's body.</summary>
    public ReadOnlyMemory<byte> Body => body.Written;

    /// <summary>How the tools were renamed.</summary>
    public ToolNameMap Names => names;

    /// <summary>The account and protocol that own the answer's opaque state.</summary>
    public ulong Owner => owner;

    /// <summary>What the client's writer must know.</summary>
    public AnswerContext Context => context;

    public void Dispose() => body.Dispose();
}
