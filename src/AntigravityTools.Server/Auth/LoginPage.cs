using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AntigravityTools.Server.Auth;

/// <summary>The page that asks for the admin key. Needs neither script nor anything from elsewhere.</summary>
internal static class LoginPage
{
    private const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        body { display: grid; place-items: center; min-height: 90vh; margin: 0; }
        main { width: min(24rem, 90vw); }
        h1 { font-size: 1.25rem; }
        label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
        input, button { margin: .5rem 0; padding: .5rem .75rem; }
        [role=alert] { border-left: 3px solid #c62828; padding-left: .75rem; }
        small { opacity: .75; }
        """;

    public static async Task SendAsync(HttpContext http, int status, string? notice, bool form)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        var speech = http.RequestServices.GetService<PageSpeech>() ?? PageSpeech.English;
        string Text(string english) => HtmlEncoder.Default.Encode(speech.Say(english));
        var alert = notice is null ? "" : $"<p role=\"alert\">{Text(notice)}</p>";
        var fields = form
            ? $"""
                <form method="post" action="/login">
                <label for="key">{Text("Admin key")}</label>
                <input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
                <button>{Text("Sign in")}</button>
                </form>
                <p><small>{Text("The key is in admin.key in the data directory. 'antigravity-tools serve --open' signs in by itself; a login link works once and for ten minutes.")}</small></p>
                """
            : "";
        await http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{speech.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Antigravity Tools</title>
            <style>
            {Style}
            </style>
            </head>
            <body><main><h1>Antigravity Tools</h1>
            {alert}
            {fields}
            </main></body></html>

            """, http.RequestAborted).ConfigureAwait(false);
    }
}
