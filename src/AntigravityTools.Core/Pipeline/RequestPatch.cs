using System.Buffers;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>The body that goes upstream: the client's own bytes, or a patched copy in pooled memory.</summary>
internal readonly struct RequestPatch : IDisposable
{
    private readonly PooledWriter? _copy;

    private RequestPatch(ReadOnlyMemory<byte> body, PooledWriter? copy) => (Body, _copy) = (body, copy);

    public ReadOnlyMemory<byte> Body { get; }

    /// <param name="request">The client's request.</param>
    /// <param name="plan">What its plan changes.</param>
    /// <param name="strip">True where opaque state that the account could not verify is taken out.</param>
    public static RequestPatch Apply(InboundRequest request, TranslationPlan plan, bool strip)
    {
        var patched = Patch(request, plan);
        if (!strip)
        {
            return patched;
        }

        var stripped = new PooledWriter(patched.Body.Length);
        if (OpaqueStateStripper.Strip(request.Protocol, patched.Body.Span, stripped).Count == 0)
        {
            stripped.Dispose();
            return patched;
        }

        patched.Dispose();
        return new RequestPatch(stripped.Written, stripped);
    }

    private static RequestPatch Patch(InboundRequest request, TranslationPlan plan)
    {
        if (plan is not TranslationPlan.Patched patch)
        {
            return new RequestPatch(request.Body, null);
        }

        var copy = new PooledWriter(request.Body.Length + 128);
        RequestPatcher.Write(request.Protocol, request.Body.Span, request.Head, patch, copy);
        return new RequestPatch(copy.Written, copy);
    }

    public void Dispose() => _copy?.Dispose();
}
