namespace AntigravityTools.App.Platform;

/// <summary>What <c>runtime.json</c> says about the running gateway.</summary>
/// <param name="Pid">The process.</param>
/// <param name="ProxyUrl">Where clients connect; null while the proxy is stopped.</param>
/// <param name="ConsoleUrl">Where the console and the management API are; null where their port was taken.</param>
/// <param name="Version">The version that runs.</param>
internal sealed record RuntimeInfo(int Pid, string? ProxyUrl, string? ConsoleUrl, string Version);
