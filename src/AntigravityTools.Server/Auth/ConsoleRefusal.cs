using AntigravityTools.Server.ManagementApi;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Auth;

/// <summary>Why the console's door stays closed: a page for people, problem details for programs.</summary>
internal static class ConsoleRefusal
{
    public static Task SendAsync(HttpContext http, int status, string detail) =>
        IsPage(http.Request) ? LoginPage.SendAsync(http, status, detail, form: false) : Problem.SendAsync(http, status, detail);

    public static Task AskForKeyAsync(HttpContext http)
    {
        if (IsPage(http.Request))
        {
            return LoginPage.SendAsync(http, StatusCodes.Status401Unauthorized, notice: null, form: true);
        }

        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"antigravity-tools\"";
        return Problem.SendAsync(http, StatusCodes.Status401Unauthorized,
            "The admin key is needed: 'Authorization: Bearer <admin.key>', or sign in to the console. The key is in admin.key in the data directory.");
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/openapi")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
