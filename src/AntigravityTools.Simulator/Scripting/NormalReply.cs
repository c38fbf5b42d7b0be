namespace AntigravityTools.Simulator.Scripting;

/// <summary>Answers as a healthy provider would; carries <see cref="Behaviour.Answer"/>, <see cref="Behaviour.Gate"/> or a delay.</summary>
public sealed record NormalReply : Behaviour;
