namespace AotHost;

/// <summary>What the host is started with.</summary>
/// <param name="ProxyPort">The port clients talk to.</param>
/// <param name="ConsolePort">The port of the management API.</param>
/// <param name="AdminKey">The management API's bearer secret.</param>
/// <param name="Upstream">The base URL of the one account.</param>
/// <param name="Database">The SQLite file; empty keeps everything in memory.</param>
internal sealed record HeadlessOptions(int ProxyPort, int ConsolePort, string AdminKey, Uri Upstream, string Database);
