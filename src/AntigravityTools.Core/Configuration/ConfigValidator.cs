using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Configuration;

/// <summary>What one key's type can not tell: rules across keys and the syntax of texts. All errors at once.</summary>
public static class ConfigValidator
{
    private const int ShortestKey = 16;

    /// <summary>Everything wrong with a configuration; empty where it can be applied.</summary>
    public static ImmutableArray<FieldError> Validate(GatewayConfig config)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        void Check(bool right, string field, string message)
        {
            if (!right)
            {
                errors.Add(new FieldError(field, message));
            }
        }

        var proxy = config.Proxy;
        Check(!(proxy.AllowLanAccess && proxy.AuthMode == AuthMode.Off), "proxy.auth_mode",
            "proxy.auth_mode off is refused while proxy.allow_lan_access is true: anyone on the network could spend your credentials. Set proxy.auth_mode to all_except_health, strict or auto.");
        Check(!config.Console.AllowLanAccess || config.Console.AdminPasswordHash is not null, "console.allow_lan_access",
            "console.allow_lan_access needs an admin password. Set one with 'antigravity-tools config set console.admin_password'.");
        Check(config.Console.AdminPasswordHash is null || AdminPassword.IsHash(config.Console.AdminPasswordHash), "console.admin_password_hash",
            "console.admin_password_hash is not a hash that this program made. Set a password with 'antigravity-tools config set console.admin_password'.");
        Check(proxy.ApiKey.Length >= ShortestKey && !proxy.ApiKey.AsSpan().ContainsAnyExceptInRange('!', '~'), "proxy.api_key",
            $"proxy.api_key must have at least {ShortestKey} visible ASCII characters.");
        Check(config.Proxy.Port == 0 || config.Proxy.Port != config.Console.Port, "console.port", "console.port must differ from proxy.port.");
        Check(proxy.EgressProxy is null || IsEgress(proxy.EgressProxy), "proxy.egress_proxy",
            "proxy.egress_proxy must be an address such as http://127.0.0.1:3128 or socks5://127.0.0.1:1080.");
        Check(config.Telemetry.OtlpEndpoint is null || IsHttp(config.Telemetry.OtlpEndpoint), "telemetry.otlp_endpoint",
            "telemetry.otlp_endpoint must be an http or https address.");
        foreach (var origin in proxy.AllowedOrigins)
        {
            Check(IsOrigin(origin), "proxy.allowed_origins",
                $"proxy.allowed_origins: '{origin}' is not an origin. Write https://example.com, http://localhost:* or a scheme such as app://. '*' is never allowed.");
        }

        foreach (var (field, hosts) in new[] { ("proxy.allowed_hosts", proxy.AllowedHosts), ("console.allowed_hosts", config.Console.AllowedHosts) })
        {
            foreach (var host in hosts)
            {
                Check(IsHost(host), field, $"{field}: '{host}' is not a host name. Write the name alone, without scheme, port or '*'.");
            }
        }

        foreach (var address in proxy.TrustedProxies)
        {
            Check(System.Net.IPAddress.TryParse(address, out _) || System.Net.IPNetwork.TryParse(address, out _), "proxy.trusted_proxies",
                $"proxy.trusted_proxies: '{address}' is neither an IP address nor a network such as 10.0.0.0/8.");
        }

        ValidateRules(config.Routing.Rules, Check);
        return errors.ToImmutable();
    }

    private static void ValidateRules(ImmutableArray<ModelRuleConfig> rules, Action<bool, string, string> check)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, rule) in rules.Index())
        {
            var field = $"routing.rules[{index}]";
            check(seen.Add(rule.Match), field, $"{field}: a rule for '{rule.Match}' stands above already.");
            check(
                rule.Model is not null || rule.Provider is not null || !rule.Accounts.IsEmpty || !rule.Fallbacks.IsEmpty || rule.Effort is not null || rule.ThinkingBudget is not null,
                field, $"{field}: the rule for '{rule.Match}' changes nothing. Give it a model, a provider, accounts or fallbacks.");
            check(rule.Model is null || (rule.Model.Length > 0 && !rule.Model.Contains('*')), field, $"{field}: 'model' must be one model's name, without '*'.");
        }
    }

    private static bool IsEgress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "socks5" && address.Host.Length > 0;

    private static bool IsHttp(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private static bool IsHost(string text) => Uri.CheckHostName(text) != UriHostNameType.Unknown;

    private static bool IsOrigin(string text)
    {
        if (text is "http://localhost:*" or "http://127.0.0.1:*")
        {
            return true;
        }

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || text.Contains('*'))
        {
            return false;
        }

        return scheme + 3 == text.Length
            ? text is not ("http://" or "https://")
            : Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
    }
}
