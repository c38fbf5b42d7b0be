using AntigravityTools.Core.Accounts;

namespace AntigravityTools.App.Hosting;

/// <summary>What a person reads when the gateway has started: where things are, how many accounts are usable, what to do next.</summary>
internal static class Banner
{
    /// <summary>The lines, for standard output.</summary>
    public static IEnumerable<string> Lines(GatewayHost host, bool pages)
    {
        var proxy = host.Parts.Proxy.Status;
        yield return $"Antigravity Tools {ProgramVersion.Text}";
        yield return $"  Proxy     {(proxy.State == "running" ? proxy.Url : proxy.Error ?? "stopped")}";
        foreach (var url in proxy.LanUrls)
        {
            yield return $"            {url}";
        }

        foreach (var line in Console(host, pages))
        {
            yield return line;
        }

        var pool = host.Parts.Engine.Pool;
        yield return $"  Accounts  {pool.UsableCount} of {pool.Snapshot.Entries.Length} usable";
        if (pool.WhyNotReady() is { } why)
        {
            yield return $"  Next      {why}";
        }

        var settings = host.Parts.Configuration.Current;
        foreach (var key in settings.UnknownKeys)
        {
            yield return $"  Note      config.json has a key that means nothing to this version: {key}";
        }
    }

    private static IEnumerable<string> Console(GatewayHost host, bool pages)
    {
        if (host.Console is not { } console)
        {
            yield return $"  Console   none. {host.ConsoleError}";
        }
        else
        {
            yield return pages
                ? $"  Console   {console.LoginLink()}  (this link signs in once)"
                : $"  API       {console.Url}  (management API, no pages)";
        }
    }
}
