using System.Collections.Immutable;

namespace AntigravityTools.Core.Upstreams;

/// <summary>The providers that accounts can have.</summary>
public sealed class ProviderCatalogue
{
    /// <summary>The name of the embedded stand-in.</summary>
    public const string Simulator = "simulator";

    /// <summary>Reads the presets; the simulator exists only where there is one, under <c>demo</c> and <c>--demo</c>.</summary>
    public ProviderCatalogue(Uri? simulator = null) => All =
    [
        .. PresetsReader.Read()
            .Where(provider => simulator is not null || provider.Name != Simulator)
            .Select(provider => provider.Name == Simulator ? provider with { BaseUrl = simulator } : provider),
    ];

    /// <summary>In the order in which they are offered.</summary>
    public ImmutableArray<Provider> All { get; }

    /// <summary>The provider of a name, or null.</summary>
    public Provider? Find(string name) => All.FirstOrDefault(provider => provider.Name == name);
}
