using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Auth;

/// <summary>The console's door: host, origin and caller are checked before any page, call or live connection (product.md §10).</summary>
public static class ConsoleAuth
{
    private const string Health = "/healthz";

    /// <summary>Guards everything that is added after it, and serves <c>/healthz</c>, <c>/login</c> and <c>/logout</c>.</summary>
    public static WebApplication UseConsoleAuth(this WebApplication application, ConsoleAccess access)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(access);
        application.Use((http, next) => GuardAsync(http, access, next));
        application.MapMethods(Health, [HttpMethods.Get, HttpMethods.Head], HealthAnswers.HealthAsync);
        new LoginEndpoints(access).Map(application);
        return application;
    }

    private static Task GuardAsync(HttpContext http, ConsoleAccess access, RequestDelegate next)
    {
        var (request, config) = (http.Request, access.Config());
        Harden(request.Path, http.Response.Headers);
        if (!access.Hosts.Allows(request.Headers.Host, config.Console.AllowLanAccess, config.Console.AllowedHosts))
        {
            return ConsoleRefusal.SendAsync(http, StatusCodes.Status421MisdirectedRequest,
                $"The console does not answer to the host name '{request.Headers.Host}'. Use 127.0.0.1 or localhost, or add the name to console.allowed_hosts.");
        }

        var origin = OriginGuard.Check(request.Headers.Origin, request.Headers["Sec-Fetch-Site"], request.Headers.Host, config.Proxy.AllowedOrigins);
        if (origin == OriginVerdict.Foreign)
        {
            return ConsoleRefusal.SendAsync(http, StatusCodes.Status403Forbidden, "A page of another site may not call the console.");
        }

        if (request.Path == Health || LoginEndpoints.Serves(request.Path))
        {
            return origin == OriginVerdict.Allowed && request.Path != Health
                ? ConsoleRefusal.SendAsync(http, StatusCodes.Status403Forbidden, "A page of another site may not sign in to the console.")
                : next(http);
        }

        return access.Judge(request, cookieCounts: origin != OriginVerdict.Allowed) switch
        {
            ConsoleCaller.Admin => next(http),
            ConsoleCaller.Client => ConsoleRefusal.SendAsync(http, StatusCodes.Status403Forbidden,
                "This is a client key; the console and its API take the admin key (admin.key in the data directory)."),
            _ => ConsoleRefusal.AskForKeyAsync(http),
        };
    }

    private static void Harden(PathString path, IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";

        // Stricter, and a browser would send the login form with "Origin: null", which is what a foreign page sends too.
        headers["Referrer-Policy"] = "same-origin";
        if (path.StartsWithSegments("/api") || LoginEndpoints.Serves(path))
        {
            headers.CacheControl = "no-store";
        }
    }
}
