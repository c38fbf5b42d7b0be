using AntigravityTools.Core.Records;

namespace AntigravityTools.Server.Auth;

/// <summary>What the presented credentials are.</summary>
/// <param name="Client">Who asks.</param>
/// <param name="WasPresented">True where the request carried any credential.</param>
/// <param name="IsAdminSecret">True where one of them is the console's secret, which has no business here.</param>
internal readonly record struct KeyCheck(ClientIdentity Client, bool WasPresented, bool IsAdminSecret)
{
    /// <summary>Why a named key that was presented can not be used now: expired, or switched off.</summary>
    public string? WhyNot { get; init; }
}
