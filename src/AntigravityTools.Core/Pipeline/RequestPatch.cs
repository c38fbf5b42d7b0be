using System.Buffers;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>The body that goes upstream: the client's own bytes, or a patched copy in pooled memory.</summary>
internal readonly struct RequestPatch : IDisposable
{
    private readonly PooledWriter? _copy;

    private RequestPatch(ReadOnlyMemory<byte> body, PooledWriter? copy) => (Body, _copy) = (body, copy);

    public ReadOnlyMemory<byte> Body { get; }

    public static RequestPatch Apply(InboundRequest request, TranslationPlan plan)
    {
        if (plan is not TranslationPlan.Patched patch)
        {
            return new RequestPatch(request.Body, null);
        }

        var copy = new PooledWriter(request.Body.Length + 128);
        RequestPatcher.Write(request.Body.Span, request.Head, patch, copy);
        return new RequestPatch(copy.Written, copy);
    }

    public void Dispose() => _copy?.Dispose();
}
