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
        var value = from name in (string[])["refresh_token", "code", "assertion"] where form.ContainsKey(name) select form[name].ToString();
        return value.FirstOrDefault() ?? Hosting.Credentials.Find(Hosting.ProviderShape.OAuth, request);
    }
}
