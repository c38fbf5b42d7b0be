namespace AntigravityTools.Core.Management;

/// <summary>What this program is.</summary>
public sealed class AboutQueries(AboutView about)
{
    /// <summary>The facts, fixed at start.</summary>
    public AboutView About => about;
}
