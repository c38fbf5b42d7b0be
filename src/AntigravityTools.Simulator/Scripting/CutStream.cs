namespace AntigravityTools.Simulator.Scripting;

/// <summary>Closes the response cleanly before the protocol's terminal event: a cut that HTTP itself does not show.</summary>
/// <param name="AfterContentEvents">Content events sent before the cut.</param>
public sealed record CutStream(int AfterContentEvents = 0) : Behaviour;
