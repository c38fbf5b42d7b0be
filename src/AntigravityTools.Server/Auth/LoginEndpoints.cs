using System.Globalization;
using System.Text.Json;
using AntigravityTools.Server.Answers;
using AntigravityTools.Server.ManagementApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.Auth;

/// <summary>Signing in by a one-time link, by form or by JSON, and signing out.</summary>
internal sealed class LoginEndpoints(ConsoleAccess access)
{
    private const string Login = "/login";
    private const string Logout = "/logout";

    /// <summary>True for the paths that must work for somebody who is not signed in.</summary>
    public static bool Serves(PathString path) => path == Login || path == Logout;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Login, OpenLinkAsync);
        routes.MapPost(Login, SignInAsync);
        routes.MapMethods(Logout, [HttpMethods.Get, HttpMethods.Post], SignOutAsync);
    }

    private Task OpenLinkAsync(HttpContext http)
    {
        var token = http.Request.Query["token"].ToString();
        if (token.Length == 0)
        {
            return LoginPage.SendAsync(http, StatusCodes.Status200OK, notice: null, form: true);
        }

        if (!access.Tokens.Redeem(token))
        {
            return LoginPage.SendAsync(http, StatusCodes.Status401Unauthorized, "This login link was used already or is older than ten minutes. Enter the admin key instead.", form: true);
        }

        access.SignIn(http);
        http.Response.Redirect("/");
        return Task.CompletedTask;
    }

    private async Task SignInAsync(HttpContext http)
    {
        var isForm = http.Request.HasFormContentType;
        if (await ReadKeyAsync(http, isForm).ConfigureAwait(false) is not { } key)
        {
            return;
        }

        var (right, wait) = access.TrySignIn(http, key.Trim());
        if (right && isForm)
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = "/";
        }
        else if (right)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await RefuseAsync(http, isForm, wait).ConfigureAwait(false);
        }
    }

    private static async Task<string?> ReadKeyAsync(HttpContext http, bool isForm)
    {
        if (isForm)
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
            return form["key"].ToString();
        }

        using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
        if (body is null)
        {
            return null;
        }

        return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String
            ? key.GetString()
            : "";
    }

    private static Task RefuseAsync(HttpContext http, bool isForm, TimeSpan? wait)
    {
        var status = wait is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status429TooManyRequests;
        var notice = "This is not the admin key.";
        if (wait is { } time)
        {
            var seconds = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            notice = $"Too many wrong keys. Try again in {seconds} s.";
            http.Response.Headers.RetryAfter = seconds;
        }

        return isForm ? LoginPage.SendAsync(http, status, notice, form: true) : Problem.SendAsync(http, status, notice);
    }

    // A picture on another local page must not be able to sign people out.
    private Task SignOutAsync(HttpContext http)
    {
        if (HttpMethods.IsPost(http.Request.Method) || http.Request.Headers["Sec-Fetch-Site"] != "same-site")
        {
            access.SignOut(http);
        }

        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = Login;
        return Task.CompletedTask;
    }
}
