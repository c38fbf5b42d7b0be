using System.Collections.Immutable;

namespace AntigravityTools.Core.Upstreams;

/// <summary>The providers that accounts can have.</summary>
public sealed class ProviderCatalogue
{
    /// <summary>The name of the embedded stand-in.</summary>
    public const string Simulator = "simulator";

    /// <summary>Reads the presets; the simulator exists only under <c>demo</c> and <c>--demo</c>.</summary>
    /// <param name="withSimulator">Whether it exists.</param>
    /// <param name="simulator">Where it listens; null where its accounts name their own address.</param>
    public ProviderCatalogue(bool withSimulator, Uri? simulator = null) => All =
    [
        .. PresetsReader.Read()
            .Where(provider => withSimulator || provider.Name != Simulator)
            .Select(provider => provider.Name == Simulator ? provider with { BaseUrl = simulator } : provider),
    ];

    /// <summary>In the order in which they are offered.</summary>
    public ImmutableArray<Provider> All { get; }

    /// <summary>The provider of a name, or null.</summary>
    public Provider? Find(string name) => All.FirstOrDefault(provider => provider.Name == name);
}
