namespace AntigravityTools.Simulator.Scripting;

/// <summary>
/// What the simulator does with one request. Every behaviour may be combined with a delay, a gate, a pace and a scripted answer:
/// <c>new CutStream(2) { Gate = gate, Answer = answer }</c>.
/// </summary>
public abstract record Behaviour
{
    /// <summary>Time before the first byte is sent. Default: none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Time between two stream events; null takes <see cref="SimulatorOptions.EventPace"/>.</summary>
    public TimeSpan? Pace { get; init; }

    /// <summary>Holds back every stream event until the test releases it.</summary>
    public StreamGate? Gate { get; init; }

    /// <summary>What the model says; null lets the simulator compose an answer from the prompt.</summary>
    public Answer? Answer { get; init; }

    /// <summary>
    /// Restricts the behaviour to requests whose path contains this text (for example <c>/v1/messages</c>). Other requests are
    /// answered normally and leave it in the queue. Null means every request.
    /// </summary>
    public string? Path { get; init; }
}
