using System.Net;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>A client's base URL: does it lead here, and is it joined as the client wants it.</summary>
internal sealed class AddressCheck(GatewayProbe probe, bool running)
{
    /// <summary>What is wrong with it, and whether the client reaches this gateway at all.</summary>
    public async Task<(List<DoctorFinding> Findings, bool Here)> RunAsync(ClientCase one, CancellationToken cancellationToken)
    {
        var text = one.BaseUrl!;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return ([one.Breaks("base_url_invalid", $"Its base URL '{text}' is not an http address.")], false);
        }

        var ours = new Uri(one.Target.Url);
        if (!IsThisMachine(url))
        {
            return ([], false);
        }

        if (url.Scheme == "https")
        {
            return ([one.Breaks("base_url_https", $"Its base URL '{text}' asks for TLS, which the proxy does not speak.", $"Write http:// in place of https:// in {one.File}.")], false);
        }

        if (url.Host is "0.0.0.0" or "[::]")
        {
            return ([one.Breaks("base_url_unspecified_address", $"Its base URL '{text}' names no address that can be called everywhere; {url.Host} is for listening.", $"Write 127.0.0.1 in place of {url.Host} in {one.File}.")], false);
        }

        if (url.Port != ours.Port)
        {
            var other = await probe.ListensAsync(url.IdnHost.Trim('[', ']'), url.Port, cancellationToken).ConfigureAwait(false);
            return ([other
                ? one.Breaks("base_url_other_program", $"Its base URL '{text}' leads to port {url.Port}, where another program answers; the proxy is on {ours.Port}.")
                : one.Breaks("base_url_wrong_port", $"Its base URL '{text}' leads to port {url.Port}, where nothing listens; the proxy is on {ours.Port}.")], false);
        }

        if (running && await IsLostOnIPv6Async(url, ours, cancellationToken).ConfigureAwait(false))
        {
            return ([one.Breaks("base_url_localhost_ipv6", $"Its base URL '{text}' may lead to [::1]:{url.Port}, which is not this proxy; it listens on {ours.Host}.", $"Write {ours.Host} in place of {url.Host} in {one.File}.")], false);
        }

        return (await JoinAsync(one, text, url, cancellationToken).ConfigureAwait(false), true);
    }

    private static bool IsThisMachine(Uri url) => url.IsLoopback || url.Host is "0.0.0.0" or "[::]";

    // 'localhost' is ::1 first for many programs; another program may have that address and the same port.
    private async Task<bool> IsLostOnIPv6Async(Uri url, Uri ours, CancellationToken cancellationToken)
    {
        var named = url.Host == "localhost";
        if ((!named && url.Host != "[::1]") || ours.Host is "[::1]")
        {
            return false;
        }

        return await probe.ListensAsync(IPAddress.IPv6Loopback.ToString(), url.Port, cancellationToken).ConfigureAwait(false)
            ? !await probe.IsGatewayAsync(new Uri($"http://[::1]:{url.Port}"), cancellationToken).ConfigureAwait(false)
            : !named;
    }

    // The proxy forgives a version too few or too many; what it can not read is broken, the rest is worth a look.
    private async Task<List<DoctorFinding>> JoinAsync(ClientCase one, string text, Uri url, CancellationToken cancellationToken)
    {
        var findings = new List<DoctorFinding>();
        if (text.EndsWith('/'))
        {
            findings.Add(one.Warns("base_url_trailing_slash", $"Its base URL '{text}' ends in a slash, which some programs double.", $"Write {text.TrimEnd('/')} in {one.File}."));
        }

        var path = url.AbsolutePath.TrimEnd('/');
        if (path == one.Client.UrlPath)
        {
            return findings;
        }

        var (code, what) = one.Client.UrlPath.Length == 0 && path is "/v1" or "/v1beta"
            ? ("base_url_has_version", $"Its base URL '{text}' ends in {path}, which {one.Client.Title} adds itself.")
            : one.Client.UrlPath.Length > 0 && path.Length == 0
                ? ("base_url_lacks_v1", $"Its base URL '{text}' lacks the {one.Client.UrlPath} that {one.Client.Title} wants at its end.")
                : ("base_url_wrong_path", $"Its base URL '{text}' has the path '{path}', which is none of the proxy's.");
        var fix = $"Write {one.Expected} in {one.File}.";
        var answer = running ? await probe.GetAsync(new Uri(text.TrimEnd('/') + one.Client.ListPath), one.Key, cancellationToken).ConfigureAwait(false) : null;
        var isForgiven = answer is not (404 or 405, _) && code != "base_url_wrong_path";
        findings.Add(isForgiven
            ? one.Warns(code, $"{what} This proxy forgives it; others do not.", fix)
            : one.Breaks(code, what, fix));
        return findings;
    }
}
