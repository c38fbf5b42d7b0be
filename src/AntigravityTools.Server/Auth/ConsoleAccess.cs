using System.Net;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Keys;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Auth;

/// <summary>Who may use the console. Made once by the composition root; outlives the listener, so that moving it signs nobody out.</summary>
public sealed class ConsoleAccess
{
    private readonly SecretHash _admin;
    private readonly ClientKeyGuard _clientKeys;
    private readonly ConsoleSessions _sessions;
    private readonly LoginThrottle _throttle;
    private readonly string _cookie;

    /// <summary>Guards with the admin secret, and with the admin password where the configuration has one.</summary>
    public ConsoleAccess(string adminKey, ClientKeyRing keys, Func<GatewayConfig> config, TimeProvider time)
    {
        Config = config;
        Tokens = new LoginTokens(time);
        _admin = new SecretHash(adminKey);
        _clientKeys = new ClientKeyGuard(adminKey, keys);
        _sessions = new ConsoleSessions(time);
        _throttle = new LoginThrottle(time);
        Hosts = new HostGuard(new LocalNames(time));

        // Browsers do not keep the cookies of two ports of a host apart, so every gateway has a name of its own.
        _cookie = "antigravity_" + LoginTokens.HashOf("cookie " + adminKey)[..8].ToLowerInvariant();
    }

    /// <summary>Mints the tokens of login links.</summary>
    public LoginTokens Tokens { get; }

    internal Func<GatewayConfig> Config { get; }

    internal HostGuard Hosts { get; }

    /// <summary>Judges what a request presents.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cookieCounts">False where another page made the request: it may hold a key, but must not use a person's cookie.</param>
    internal ConsoleCaller Judge(HttpRequest request, bool cookieCounts)
    {
        foreach (var value in request.Headers.Authorization)
        {
            const string bearer = "Bearer ";
            if (value is not null && value.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) && _admin.Matches(value.AsSpan(bearer.Length).Trim()))
            {
                return ConsoleCaller.Admin;
            }
        }

        // One that is switched off or has expired is a client's key all the same.
        if (_clientKeys.Check(request, Config().Proxy) is { Client.IsAuthenticated: true } or { WhyNot: not null })
        {
            return ConsoleCaller.Client;
        }

        return cookieCounts && request.Cookies[_cookie] is { Length: > 0 } session && _sessions.Use(session) ? ConsoleCaller.Admin : ConsoleCaller.Nobody;
    }

    /// <summary>Signs a browser in with the admin secret or the admin password.</summary>
    /// <returns>Whether it was right; else how long to wait, where too many were wrong.</returns>
    internal (bool Right, TimeSpan? Wait) TrySignIn(HttpContext http, string secret)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (_throttle.WaitOf(address) is { } wait)
        {
            return (false, wait);
        }

        var right = _admin.Matches(secret)
            || (Config().Console.AdminPasswordHash is { } stored && secret.Length > 0 && AdminPassword.Matches(secret, stored));
        if (!right)
        {
            _throttle.Fail(address);
            return (false, null);
        }

        _throttle.Succeed(address);
        SignIn(http);
        return (true, null);
    }

    internal void SignIn(HttpContext http) => http.Response.Cookies.Append(_cookie, _sessions.Open(), new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = "/",
    });

    internal void SignOut(HttpContext http)
    {
        if (http.Request.Cookies[_cookie] is { } session)
        {
            _sessions.Close(session);
            http.Response.Cookies.Delete(_cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        }
    }
}
