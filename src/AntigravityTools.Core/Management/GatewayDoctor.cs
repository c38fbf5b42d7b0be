using AntigravityTools.Core.Clients.Doctor;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>The gateway's own links of the chain: directory, configuration, listener, health, keys, accounts.</summary>
/// <param name="proxy">The listener.</param>
/// <param name="config">The configuration.</param>
/// <param name="keys">The client keys.</param>
/// <param name="accounts">The accounts.</param>
/// <param name="upstreams">Asks the providers.</param>
/// <param name="dataDirectory">Where it keeps its things; null for one that keeps nothing.</param>
/// <param name="time">The clock.</param>
public sealed class GatewayDoctor(ProxyCommands proxy, ConfigStore config, KeyCommands keys, AccountCommands accounts, UpstreamDoctor upstreams, string? dataDirectory, TimeProvider time)
{
    /// <summary>Walks from the configuration to the providers.</summary>
    public async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(CancellationToken cancellationToken)
    {
        List<DoctorFinding> findings = [.. DataDirectoryCheck.Run(dataDirectory), .. Configuration()];
        using var probe = new GatewayProbe(time);
        findings.AddRange(await ListenerAsync(probe, cancellationToken).ConfigureAwait(false));
        findings.AddRange(ExpiredKeys());

        // The providers are asked first: what they say may change the accounts' states.
        var asked = await upstreams.ExamineAsync(probe, cancellationToken).ConfigureAwait(false);
        var states = (await accounts.ListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(view => view.Id, view => view.Status, StringComparer.Ordinal);
        List<AccountCase> cases = [.. accounts.All().Where(account => states.ContainsKey(account.Id)).Select(account => new AccountCase(account, states[account.Id]))];
        findings.AddRange(AccountsCheck.Run(cases, time.GetUtcNow()));
        findings.AddRange(asked);
        return findings;
    }

    private IEnumerable<DoctorFinding> Configuration()
    {
        if (!config.LastReloadErrors.IsEmpty)
        {
            yield return Finding.Breaks(DoctorLink.Gateway, "config_refused", config.FilePath,
                $"The configuration was changed but is refused, and the earlier one still applies: {string.Join(" ", config.LastReloadErrors.Select(error => error.Message))}", $"Correct '{config.FilePath}'; it is read again as soon as it is saved.");
        }

        foreach (var key in config.UnknownKeys.IsDefault ? [] : config.UnknownKeys)
        {
            yield return Finding.Warns(DoctorLink.Gateway, "config_unknown_key", key, $"The configuration holds '{key}', which is no key of it and has no effect.", $"Correct or remove '{key}' in '{config.FilePath}'.");
        }
    }

    private async Task<IReadOnlyList<DoctorFinding>> ListenerAsync(GatewayProbe probe, CancellationToken cancellationToken)
    {
        var status = proxy.Status;
        if (status.Url is null)
        {
            var taken = status.Port > 0 && await probe.ListensAsync("127.0.0.1", status.Port, cancellationToken).ConfigureAwait(false);
            return [taken
                ? Finding.Breaks(DoctorLink.Listener, "port_taken", null, $"The proxy does not run, and another program listens on its port {status.Port}.", "End that program, or set another 'proxy.port' and connect the clients again.")
                : Stopped(status.Error)];
        }

        var url = new Uri(status.Url);
        if (!await probe.IsGatewayAsync(url, cancellationToken).ConfigureAwait(false))
        {
            return [Finding.Breaks(DoctorLink.Health, "health_failed", null, $"{status.Url}/healthz is not answered by this program.", "Look whether another program or a firewall stands before the port, then stop and start the proxy.")];
        }

        return await probe.GetAsync(new Uri(url, "/v1/models"), config.Current.Proxy.ApiKey, cancellationToken).ConfigureAwait(false) is (401 or 403, _)
            ? [Finding.Breaks(DoctorLink.Auth, "configured_key_refused", null, "The proxy does not take its own key 'proxy.api_key'.", "Make a new key on the API Proxy page, then connect the clients again.")]
            : [];
    }

    private static DoctorFinding Stopped(string? error)
    {
        const string fix = "Press Start on the API Proxy page, or run 'antigravity-tools serve'.";
        return error is null
            ? Finding.Breaks(DoctorLink.Listener, "proxy_stopped", null, "The proxy does not run.", fix)
            : Finding.Breaks(DoctorLink.Listener, "proxy_stopped", null, $"The proxy does not run: {error}", fix);
    }

    private IEnumerable<DoctorFinding> ExpiredKeys() => keys.List()
        .Where(view => view.Key.Enabled && view.Key.ExpiresAt <= time.GetUtcNow())
        .Select(view => Finding.Warns(DoctorLink.Auth, "client_key_expired", view.Key.Name, $"The client key '{view.Key.Name}' expired on {DayOf(view.Key.ExpiresAt)}.", "Extend it on the API Proxy page, or give its client another key."));

    private static string? DayOf(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
