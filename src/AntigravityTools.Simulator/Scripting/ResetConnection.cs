namespace AntigravityTools.Simulator.Scripting;

/// <summary>Resets the TCP connection (RST).</summary>
/// <param name="AfterContentEvents">Content events sent before the reset; null resets before the response head.</param>
public sealed record ResetConnection(int? AfterContentEvents = null) : Behaviour;
