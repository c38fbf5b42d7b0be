using System.Buffers;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>The body that goes upstream: the client's own bytes, or a patched copy in pooled memory.</summary>
internal readonly struct RequestPatch : IDisposable
{
    private readonly PooledWriter? _copy;

    private RequestPatch(ReadOnlyMemory<byte> body, PooledWriter? copy, IReadOnlyList<Loss> losses) => (Body, _copy, Losses) = (body, copy, losses);

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>What was taken out.</summary>
    public IReadOnlyList<Loss> Losses { get; }

    /// <param name="request">The client's request.</param>
    /// <param name="plan">What its plan changes.</param>
    /// <param name="strip">True where opaque state that the account could not verify is taken out, whoever made it.</param>
    /// <param name="foreign">Else the state that is not the account's; null where there is none.</param>
    public static RequestPatch Apply(InboundRequest request, TranslationPlan plan, bool strip, OpaqueFilter? foreign)
    {
        var patched = Patch(request, plan);
        if (!strip && foreign is null)
        {
            return patched;
        }

        var stripped = new PooledWriter(patched.Body.Length);
        var losses = OpaqueStateStripper.Strip(request.Protocol, patched.Body.Span, stripped, strip ? null : foreign);
        if (losses.Count == 0)
        {
            stripped.Dispose();
            return patched;
        }

        patched.Dispose();
        return new RequestPatch(stripped.Written, stripped, losses);
    }

    private static RequestPatch Patch(InboundRequest request, TranslationPlan plan)
    {
        if (plan is not TranslationPlan.Patched patch)
        {
            return new RequestPatch(request.Body, null, []);
        }

        var copy = new PooledWriter(request.Body.Length + 128);
        RequestPatcher.Write(request.Protocol, request.Body.Span, request.Head, patch, copy);
        return new RequestPatch(copy.Written, copy, []);
    }

    public void Dispose() => _copy?.Dispose();
}
