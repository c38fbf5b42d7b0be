using System.Net;

namespace AntigravityTools.App.Desktop;

/// <summary>The page that says why there is no console.</summary>
internal static class ErrorPage
{
    /// <summary>A page with one sentence.</summary>
    public static string Write(string sentence) =>
        $$"""
        <!doctype html><meta charset="utf-8"><title>Antigravity Tools</title>
        <style>
          :root { color-scheme: light dark; }
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 20vh auto 0; padding: 0 1.5rem; }
          h1 { font-size: 1.3rem; }
        </style>
        <h1>Antigravity Tools could not start</h1>
        <p>{{WebUtility.HtmlEncode(sentence)}}</p>
        """;
}
