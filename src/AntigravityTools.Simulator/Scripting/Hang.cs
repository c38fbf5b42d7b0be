namespace AntigravityTools.Simulator.Scripting;

/// <summary>Accepts the request and never sends a byte; ends when the caller goes away or the simulator stops.</summary>
public sealed record Hang : Behaviour;
