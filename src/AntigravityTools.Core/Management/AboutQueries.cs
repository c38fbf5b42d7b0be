namespace AntigravityTools.Core.Management;

/// <summary>What this program is, and how much it keeps.</summary>
public sealed class AboutQueries(AboutView about)
{
    /// <summary>The facts, fixed at start.</summary>
    public AboutView About => about;

    /// <summary>Sizes in the data directory now; null where nothing is kept.</summary>
    public DataSizes? Sizes => about.DataDirectory is { } directory ? DataSizes.Of(directory) : null;
}
