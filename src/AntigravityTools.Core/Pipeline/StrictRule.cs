using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>The client's wish that nothing of its request be lost: <c>x-antigravity-strict: 1</c>.</summary>
internal static class StrictRule
{
    private const string Header = "x-antigravity-strict";

    /// <summary>True where the client asks for all or nothing.</summary>
    public static bool IsSet(InboundRequest request)
    {
        foreach (var header in request.Headers)
        {
            if (header.Key.Equals(Header, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value == "1";
            }
        }

        return false;
    }

    /// <summary>The refusal of a request that would lose something, naming every field; null where it may go.</summary>
    public static Fault? Refuse(InboundRequest request, IReadOnlyList<Loss> losses) => losses.Count == 0 || !IsSet(request) ? null : new Fault
    {
        Kind = FaultKind.InvalidRequest,
        Param = losses[0].Field,
        Code = "translation_loss",
        Message = $"{Header} is set, and the account that would answer can not take all of the request: "
            + string.Join("; ", losses.Select(loss => $"{loss.Field} would be {loss.What} ({loss.Why.TrimEnd('.')})")) + ".",
    };
}
