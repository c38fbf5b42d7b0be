namespace AntigravityTools.Core.Management;

/// <summary>Starting with the user's login, by the means of the operating system; implemented by the program.</summary>
public interface IAutostart
{
    /// <summary>What the system's own place for it says now.</summary>
    AutostartView Read();

    /// <summary>Switches it; the error is one sentence.</summary>
    string? Set(bool enabled);
}
