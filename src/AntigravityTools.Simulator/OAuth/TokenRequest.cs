using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AntigravityTools.Simulator.OAuth;

/// <summary>The form of a token request.</summary>
internal static class TokenRequest
{
    public static string? Credential(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        var value = form.TryGetValue("refresh_token", out var token) ? token.ToString() : form.TryGetValue("code", out var code) ? code.ToString() : null;
        return value ?? Hosting.Credentials.Find(Hosting.ProviderShape.OAuth, request);
    }
}
