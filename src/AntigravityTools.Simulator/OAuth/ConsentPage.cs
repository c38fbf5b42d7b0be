using System.Net;
using AntigravityTools.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Simulator.OAuth;

/// <summary>The page on which a person allows or denies.</summary>
internal static class ConsentPage
{
    public static WireReply Of(HttpRequest request)
    {
        var here = WebUtility.HtmlEncode(request.Path + request.QueryString);
        var html = $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Sign in</title></head>
            <body><h1>Sign in</h1><p>An app on your computer wants to use your account.</p>
            <a id="allow" href="{here}&amp;consent=allow">Allow</a> <a id="deny" href="{here}&amp;consent=deny">Deny</a></body></html>
            """;
        return WireReply.Json(html) with { ContentType = "text/html; charset=utf-8" };
    }
}
