namespace AntigravityTools.Simulator.Hosting;

/// <summary>What serves a path.</summary>
internal sealed record Route(ProviderShape Shape, Func<Exchange, ValueTask<WireReply>> Serve)
{
    /// <summary>The model, where the path names it.</summary>
    public string? Model { get; init; }

    /// <summary>False for routes without a provider credential.</summary>
    public bool NeedsCredential { get; init; } = true;
}
