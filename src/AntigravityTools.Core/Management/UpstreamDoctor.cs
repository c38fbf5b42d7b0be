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
    private const string ClockSkew = "clock_skew";
    private const string SetClock = "Set the clock, best by switching automatic time on.";

    // What signed tokens and OAuth providers bear.
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(2);

    /// <summary>What is wrong between this machine and the providers.</summary>
    internal async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(GatewayProbe probe, CancellationToken cancellationToken)
    {
        var states = (await accounts.ListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(view => view.Id, view => view.Status.State, StringComparer.Ordinal);
        Account[] places = [.. accounts.All().Where(account => account.Enabled).DistinctBy(account => account.BaseUrl.Authority).Take(MostPlaces)];
        var found = await Task.WhenAll(places.Select(place => ExamineAsync(place, states.GetValueOrDefault(place.Id), probe, cancellationToken))).ConfigureAwait(false);

        // Several places that agree on a wrong clock are one fault of this machine, as are several behind one egress proxy.
        return [.. found.OfType<DoctorFinding>().DistinctBy(finding => finding.Code == ClockSkew ? ClockSkew : $"{finding.Code} {finding.Subject}")];
    }

    // The place is asked without a credential, so that nothing the gateway knows of a limit is forgotten; only an account that works is tested.
    private async Task<DoctorFinding?> ExamineAsync(Account account, AccountState state, GatewayProbe probe, CancellationToken cancellationToken)
    {
        var place = account.BaseUrl.Authority;
        var call = new UpstreamCall { Method = HttpMethod.Get, Address = account.BaseUrl, Headers = [new("User-Agent", UpstreamClient.UserAgent), new("Accept-Encoding", "identity")] };
        var reply = await GatewayCall.SendAsync(client, call, time, cancellationToken).ConfigureAwait(false);
        if (reply.Fault is { } fault)
        {
            return EgressOf(account.BaseUrl) is { } egress && !await probe.ListensAsync(egress.Host, egress.Port, cancellationToken).ConfigureAwait(false)
                ? Finding.Breaks(DoctorLink.Upstream, "egress_proxy_unreachable", egress.Authority, $"The egress proxy {egress.Authority}, through which {place} is called, does not answer.", "Start it, or correct 'proxy.egress_proxy' or the system's proxy setting.")
                : Finding.Breaks(DoctorLink.Upstream, "upstream_unreachable", place, fault.Message, "Check the network connection and the account's base URL.");
        }

        if (SkewOf(reply) is { } skew)
        {
            return skew > TimeSpan.Zero
                ? Finding.Breaks(DoctorLink.Upstream, ClockSkew, place, $"This machine's clock is {Minutes(skew)} minutes ahead of that of {place}, so logins and tokens fail.", SetClock)
                : Finding.Breaks(DoctorLink.Upstream, ClockSkew, place, $"This machine's clock is {Minutes(skew)} minutes behind that of {place}, so logins and tokens fail.", SetClock);
        }

        var test = state is AccountState.Ready or AccountState.Busy ? await accounts.TestAsync(account.Id, cancellationToken).ConfigureAwait(false) : null;
        return test is null or { Ok: true } ? null
            : Finding.Warns(DoctorLink.Upstream, "upstream_refused", account.Name, $"{place} refused the check of '{account.Name}': {test.Message}", "See the account's state on the Accounts page and what it advises.");
    }

    private static string Minutes(TimeSpan skew) => skew.Duration().TotalMinutes.ToString("0", CultureInfo.InvariantCulture);

    private Uri? EgressOf(Uri address)
    {
        if (egressProxy() is { } named)
        {
            return Uri.TryCreate(named, UriKind.Absolute, out var proxy) ? proxy : null;
        }

        return HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);
    }

    private TimeSpan? SkewOf(GatewayReply reply)
    {
        if (reply.Header("Date") is not { } text || !DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs))
        {
            return null;
        }

        var skew = time.GetUtcNow() - theirs;
        return skew.Duration() > MostSkew ? skew : null;
    }
}
