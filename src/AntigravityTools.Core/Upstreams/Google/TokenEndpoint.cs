using System.Net;
using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams.Google;

/// <summary>Google's token endpoint, or the one that the user's own OAuth client names.</summary>
public sealed class TokenEndpoint(UpstreamClient client, TimeProvider time) : ITokenEndpoint
{
    /// <inheritdoc/>
    public async Task<GrantResult> RefreshAsync(Credential credential, CancellationToken cancellationToken)
    {
        switch (credential)
        {
            case Credential.OAuth oauth:
                return await PostAsync(
                    oauth.TokenEndpoint ?? GoogleEndpoints.Token,
                    [("grant_type", "refresh_token"), ("refresh_token", oauth.RefreshToken), ("client_id", oauth.ClientId), ("client_secret", oauth.ClientSecret)],
                    [oauth.RefreshToken, oauth.ClientSecret],
                    cancellationToken).ConfigureAwait(false);
            case Credential.ServiceAccount file when ServiceAccountKey.Read(file.Json) is { } key:
                var assertion = SignedAssertion.Create(key, GoogleScopes.ServiceAccount, time.GetUtcNow());
                return await PostAsync(key.TokenEndpoint, [("grant_type", SignedAssertion.Grant), ("assertion", assertion)], [assertion], cancellationToken).ConfigureAwait(false);
            default:
                return new GrantResult { Fault = new Fault { Kind = FaultKind.Authentication, Message = "The key file can not be read. Enter it again." } };
        }
    }

    /// <inheritdoc/>
    public Task<GrantResult> RedeemAsync(OAuthClient oauth, AuthorizationCode code, CancellationToken cancellationToken) => PostAsync(
        oauth.TokenEndpoint,
        [
            ("grant_type", "authorization_code"), ("code", code.Code), ("redirect_uri", code.RedirectUri), ("code_verifier", code.Verifier),
            ("client_id", oauth.ClientId), ("client_secret", oauth.ClientSecret),
        ],
        [code.Code, code.Verifier, oauth.ClientSecret],
        cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> EmailAsync(Uri userInfo, string accessToken, CancellationToken cancellationToken)
    {
        var call = new UpstreamCall { Method = HttpMethod.Get, Address = userInfo, Headers = [.. OwnHeaders, new("Authorization", "Bearer " + accessToken)], Secret = accessToken };
        var reply = await GatewayCall.SendAsync(client, call, time, cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = reply.IsSuccess ? JsonDocument.Parse(reply.Body) : null;
            return document?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("email", out var email) ? email.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // An account without a known e-mail address works all the same.
            return null;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> OwnHeaders =>
        [new("User-Agent", UpstreamClient.UserAgent), new("Accept", "application/json"), new("Accept-Encoding", "identity")];

    private async Task<GrantResult> PostAsync(Uri endpoint, (string Name, string? Value)[] form, string?[] secrets, CancellationToken cancellationToken)
    {
        var body = string.Join('&', form.Where(field => field.Value is not null).Select(field => $"{field.Name}={WebUtility.UrlEncode(field.Value)}"));
        var call = new UpstreamCall
        {
            Method = HttpMethod.Post,
            Address = endpoint,
            Headers = [.. OwnHeaders],
            Body = Encoding.ASCII.GetBytes(body),
            ContentType = "application/x-www-form-urlencoded",
        };
        var grant = GrantReader.Read(await GatewayCall.SendAsync(client, call, time, cancellationToken).ConfigureAwait(false), endpoint, time.GetUtcNow());
        return grant.Fault is not { } fault ? grant : grant with { Fault = fault with { Message = secrets.Aggregate(fault.Message, Redactor.Redact) } };
    }
}
