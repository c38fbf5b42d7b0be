using System.Net;
using System.Text;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Server.Auth;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AntigravityTools.Server.OAuthCallback;

/// <summary>Answers at the address of a sign-in: one page, without script or anything from elsewhere.</summary>
internal sealed class CallbackApplication(Func<RedirectQuery, CancellationToken, Task<RedirectPage>> answer, Func<string, PageSpeech> speech) : IHttpApplication<HttpContext>
{
    /// <summary>The path that the browser comes back to.</summary>
    public const string Path = "/oauth/callback";

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var isReturn = HttpMethods.IsGet(context.Request.Method) && context.Request.Path == Path && (query.ContainsKey("code") || query.ContainsKey("error"));
        var page = isReturn
            ? await answer(new RedirectQuery(One(query, "code"), One(query, "state"), One(query, "error")), context.RequestAborted).ConfigureAwait(false)
            : new RedirectPage(StatusCodes.Status404NotFound, "Nothing here", "This port waits for a sign-in of Antigravity Tools.");
        await SendAsync(context.Response, page, speech(context.Request.Headers.AcceptLanguage.ToString())).ConfigureAwait(false);
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    private static string? One(IQueryCollection query, string name) => query[name] is { Count: 1 } values && values[0] is { Length: > 0 } value ? value : null;

    private static async Task SendAsync(HttpResponse response, RedirectPage page, PageSpeech speech)
    {
        var title = WebUtility.HtmlEncode(speech.Say(page.Title));
        var html = $"""
            <!doctype html>
            <html lang="{speech.Language}"><head><meta charset="utf-8"><title>{title} · Antigravity Tools</title>
            <style>body{"{"}font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem;color-scheme:light dark{"}"}</style></head>
            <body><h1>{title}</h1><p>{WebUtility.HtmlEncode(speech.Say(page.Text))}</p></body></html>
            """;
        var body = Encoding.UTF8.GetBytes(html);
        response.StatusCode = page.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.Connection = "close";
        await response.Body.WriteAsync(body).ConfigureAwait(false);
    }
}
