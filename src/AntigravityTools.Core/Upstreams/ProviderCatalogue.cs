using System.Collections.Immutable;

namespace AntigravityTools.Core.Upstreams;

/// <summary>The providers that accounts can have.</summary>
public sealed class ProviderCatalogue
{
    /// <summary>The name of the embedded stand-in.</summary>
    public const string Simulator = "simulator";

    /// <summary>Reads the presets; the simulator exists only under <c>demo</c> and <c>--demo</c>.</summary>
    public ProviderCatalogue(bool withSimulator) =>
        All = [.. PresetsReader.Read().Where(provider => withSimulator || provider.Name != Simulator)];

    /// <summary>In the order in which they are offered.</summary>
    public ImmutableArray<Provider> All { get; }

    /// <summary>The provider of a name, or null.</summary>
    public Provider? Find(string name) => All.FirstOrDefault(provider => provider.Name == name);
}
