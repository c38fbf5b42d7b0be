namespace AntigravityTools.Simulator.Scripting;

/// <summary>Sends the preamble and some content, is silent for a while, then finishes normally.</summary>
/// <param name="Duration">How long, on <see cref="SimulatorOptions.TimeProvider"/>; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
/// <param name="AfterContentEvents">Content events sent before the silence.</param>
public sealed record Silence(TimeSpan Duration, int AfterContentEvents = 0) : Behaviour;
