using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>A client that sends <c>x-antigravity-strict: 1</c> would rather have a refusal than a request that lost something.</summary>
internal static class StrictMode
{
    /// <summary>Why a request must not go out, or null.</summary>
    public static Fault? Refusal(InboundRequest request, IReadOnlyList<Loss> lost) => lost.Count == 0 || !IsAsked(request) ? null : new Fault
    {
        Kind = FaultKind.InvalidRequest,
        Param = lost[0].Field,
        Code = "translation_loss",
        Message = "x-antigravity-strict is set, and the account that would answer can not take all of the request: "
            + string.Join("; ", lost.Select(loss => $"{loss.Field} would be {loss.What} ({loss.Why})")) + ".",
    };

    private static bool IsAsked(InboundRequest request) =>
        request.Headers.Any(header => header.Key.Equals("x-antigravity-strict", StringComparison.OrdinalIgnoreCase) && header.Value == "1");
}
