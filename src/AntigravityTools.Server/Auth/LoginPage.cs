using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Auth;

/// <summary>The page that asks for the admin key. Needs neither script nor anything from elsewhere.</summary>
internal static class LoginPage
{
    private const string Start = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Antigravity Tools</title>
        <style>
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        body { display: grid; place-items: center; min-height: 90vh; margin: 0; }
        main { width: min(24rem, 90vw); }
        h1 { font-size: 1.25rem; }
        label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
        input, button { margin: .5rem 0; padding: .5rem .75rem; }
        [role=alert] { border-left: 3px solid #c62828; padding-left: .75rem; }
        small { opacity: .75; }
        </style>
        </head>
        <body><main><h1>Antigravity Tools</h1>
        """;

    private const string Form = """
        <form method="post" action="/login">
        <label for="key">Admin key</label>
        <input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
        <button>Sign in</button>
        </form>
        <p><small>The key is in <code>admin.key</code> in the data directory. <code>antigravity-tools serve --open</code> signs in by itself;
        a login link works once and for ten minutes.</small></p>
        """;

    public static async Task SendAsync(HttpContext http, int status, string? notice, bool form)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        var alert = notice is null ? "" : $"<p role=\"alert\">{HtmlEncoder.Default.Encode(notice)}</p>\n";
        await http.Response.WriteAsync(Start + alert + (form ? Form : "") + "</main></body></html>\n", http.RequestAborted).ConfigureAwait(false);
    }
}
