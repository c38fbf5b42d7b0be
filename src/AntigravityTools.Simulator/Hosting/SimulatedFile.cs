namespace AntigravityTools.Simulator.Hosting;

/// <summary>A file that a client sent.</summary>
internal sealed record SimulatedFile(string Id, string Name, ReadOnlyMemory<byte> Content, string Owner);
