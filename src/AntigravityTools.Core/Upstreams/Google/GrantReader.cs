using System.Buffers.Text;
using System.Text.Json;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams.Google;

/// <summary>Reads a token endpoint's answer (RFC 6749 §5).</summary>
internal static class GrantReader
{
    private const int LongestReason = 300;

    public static GrantResult Read(GatewayReply reply, Uri endpoint, DateTimeOffset now)
    {
        if (reply.Fault is { } fault)
        {
            return new GrantResult { Fault = fault };
        }

        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            var root = document.RootElement;
            if (reply.IsSuccess && root.ValueKind == JsonValueKind.Object && Text(root, "access_token") is { } token)
            {
                return new GrantResult
                {
                    AccessToken = token,
                    RefreshToken = Text(root, "refresh_token"),
                    ExpiresAt = root.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt32(out var left) ? now.AddSeconds(left) : null,
                    Email = Text(root, "id_token") is { } identity ? EmailOf(identity) : null,
                };
            }

            return new GrantResult { Fault = FaultOf(reply, endpoint, root.ValueKind == JsonValueKind.Object ? root : default, now) };
        }
        catch (JsonException)
        {
            return new GrantResult { Fault = FaultOf(reply, endpoint, default, now) };
        }
    }

    private static Fault FaultOf(GatewayReply reply, Uri endpoint, JsonElement root, DateTimeOffset now)
    {
        var code = root.ValueKind == JsonValueKind.Object ? Text(root, "error") : null;
        var described = root.ValueKind == JsonValueKind.Object ? Text(root, "error_description") : null;
        var said = described is null ? "" : $": {(described.Length > LongestReason ? described[..LongestReason] : described).TrimEnd('.')}";
        var (kind, what) = (code, reply.Status) switch
        {
            ("invalid_grant", _) => (FaultKind.Authentication, "The login has ended or was revoked. Sign in again"),
            ("invalid_client" or "unauthorized_client" or "deleted_client", _) => (FaultKind.Authentication, "The OAuth client was refused. Check its id and secret in Google Cloud's console, then sign in again"),
            ("invalid_scope" or "access_denied" or "admin_policy_enforced", _) or (_, 403) => (FaultKind.Permission, "The login may not use this API"),
            (_, 429) => (FaultKind.RateLimited, "Too many token requests"),
            (_, >= 500) => (FaultKind.Overloaded, $"{endpoint.Authority} can not give tokens now"),
            (_, 400 or 401) => (FaultKind.Authentication, "The login was refused. Sign in again"),
            _ => (FaultKind.Upstream, $"{endpoint.Authority} gave an answer without a token"),
        };
        return new Fault
        {
            Kind = kind,
            Code = code,
            UpstreamStatus = reply.Status,
            Message = $"{what} ({code ?? "status " + reply.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)}{said}).",
            RetryAfter = kind is FaultKind.RateLimited or FaultKind.Overloaded ? RetryHints.Of(reply.Header, null, "", now) : null,
        };
    }

    // It came straight from the token endpoint, so its signature adds nothing (OpenID Connect Core §3.1.3.7).
    private static string? EmailOf(string identity)
    {
        try
        {
            using var claims = identity.Split('.') is [_, var middle, _] ? JsonDocument.Parse(Base64Url.DecodeFromChars(middle)) : null;
            return claims is null || claims.RootElement.ValueKind != JsonValueKind.Object ? null : Text(claims.RootElement, "email");
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            // An identity that can not be read only leaves the e-mail address to the user info endpoint.
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
