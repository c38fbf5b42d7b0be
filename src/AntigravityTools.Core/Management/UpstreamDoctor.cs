using System.Globalization;
using AntigravityTools.Core.Clients.Doctor;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;

namespace AntigravityTools.Core.Management;

/// <summary>Asks the providers of the accounts, one account for each place, with the free call that testing an account makes.</summary>
/// <param name="accounts">The accounts.</param>
/// <param name="client">Reaches the providers.</param>
/// <param name="egressProxy">The egress proxy of the configuration; null means the system's.</param>
/// <param name="time">The clock.</param>
public sealed class UpstreamDoctor(AccountCommands accounts, UpstreamClient client, Func<string?> egressProxy, TimeProvider time)
{
    private const int MostPlaces = 6;

    // What signed tokens and OAuth providers bear.
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(2);

    /// <summary>What is wrong between this machine and the providers.</summary>
    internal async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(GatewayProbe probe, CancellationToken cancellationToken)
    {
        Account[] places = [.. accounts.All().Where(account => account.Enabled).DistinctBy(account => account.BaseUrl.Authority).Take(MostPlaces)];
        var found = await Task.WhenAll(places.Select(place => ExamineAsync(place, probe, cancellationToken))).ConfigureAwait(false);
        var skew = await Task.WhenAll(places.Select(place => SkewAsync(place, cancellationToken))).ConfigureAwait(false);

        // Several places that agree on a wrong clock are one fault of this machine.
        return [.. found.OfType<DoctorFinding>().DistinctBy(finding => (finding.Code, finding.Subject)), .. skew.OfType<DoctorFinding>().Take(1)];
    }

    private async Task<DoctorFinding?> ExamineAsync(Account account, GatewayProbe probe, CancellationToken cancellationToken)
    {
        var test = await accounts.TestAsync(account.Id, cancellationToken).ConfigureAwait(false);
        if (test is null or { Ok: true } || account.Credential is Credential.Locked)
        {
            return null;
        }

        var place = account.BaseUrl.Authority;
        if (test.Status is not null)
        {
            return Finding.Warns(DoctorLink.Upstream, "upstream_refused", account.Name, $"{place} refused the check of '{account.Name}' with {test.Status}: {test.Message}", "See the account's state and what it advises.");
        }

        return EgressOf(account.BaseUrl) is { } egress && !await probe.ListensAsync(egress.Host, egress.Port, cancellationToken).ConfigureAwait(false)
            ? Finding.Breaks(DoctorLink.Upstream, "egress_proxy_unreachable", egress.Authority, $"The egress proxy {egress.Authority}, through which {place} is called, does not answer.", "Start it, or correct 'proxy.egress_proxy' or the system's proxy setting.")
            : Finding.Breaks(DoctorLink.Upstream, "upstream_unreachable", place, $"{place} can not be reached: {test.Message}", "Check the network connection and the account's base URL.");
    }

    private Uri? EgressOf(Uri address)
    {
        if (egressProxy() is { } named)
        {
            return Uri.TryCreate(named, UriKind.Absolute, out var proxy) ? proxy : null;
        }

        return HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);
    }

    private async Task<DoctorFinding?> SkewAsync(Account account, CancellationToken cancellationToken)
    {
        var call = new UpstreamCall { Method = HttpMethod.Get, Address = account.BaseUrl, Headers = [new("User-Agent", UpstreamClient.UserAgent), new("Accept-Encoding", "identity")] };
        var reply = await GatewayCall.SendAsync(client, call, time, cancellationToken).ConfigureAwait(false);
        if (reply.Header("Date") is not { } text || !DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs))
        {
            return null;
        }

        var skew = time.GetUtcNow() - theirs;
        return skew.Duration() <= MostSkew ? null : Finding.Breaks(DoctorLink.Upstream, "clock_skew", account.BaseUrl.Authority,
            FormattableString.Invariant($"This machine's clock is {skew.Duration().TotalMinutes:0} minutes {(skew > TimeSpan.Zero ? "ahead of" : "behind")} that of {account.BaseUrl.Authority}, so logins and tokens fail."), "Set the clock, best by switching automatic time on.");
    }
}
