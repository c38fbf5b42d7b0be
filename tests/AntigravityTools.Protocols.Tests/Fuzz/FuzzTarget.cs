namespace AntigravityTools.Protocols.Tests.Fuzz;

/// <summary>A reader that takes any bytes.</summary>
/// <param name="Name">Its name, for the command line.</param>
/// <param name="Seeds">Inputs that it is made for.</param>
/// <param name="Run">Reads, and checks what every input must bring; throws nothing but a failed check.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Run);
