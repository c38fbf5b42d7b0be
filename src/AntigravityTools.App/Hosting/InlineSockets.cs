namespace AntigravityTools.App.Hosting;

/// <summary>
/// Has what waits for a socket go on where its bytes arrive, in place of on a pool thread that is woken for it: of a passed-through request
/// the waking cost more than the work (bench/results). What keeps a processor busy for long, or waits for a disk, goes to the pool itself.
/// </summary>
internal static class InlineSockets
{
    /// <summary>The runtime's switch, read once when the first socket is opened; documented with .NET 5's performance work.</summary>
    internal const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Turns it on, unless the user has said otherwise.</summary>
    internal static void Prefer()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }
}
