using System.Security.Cryptography;
using System.Text;

namespace AntigravityTools.Simulator.OAuth;

/// <summary>Codes, refresh tokens and access tokens of the OAuth server.</summary>
internal sealed class TokenStore(TimeProvider time, TimeSpan lifetime)
{
    public const string AccessPrefix = "sim-at-";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OAuthCode> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refresh = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Email, DateTimeOffset Expires)> _access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _serviceAccounts = new(StringComparer.Ordinal);
    private int _count;

    public void AddServiceAccount(string email, string publicKeyPem)
    {
        lock (_lock) { _serviceAccounts[email] = publicKeyPem; }
    }

    /// <summary>The public key of a service account, as PEM.</summary>
    public string? KeyOf(string serviceAccount)
    {
        lock (_lock) { return _serviceAccounts.GetValueOrDefault(serviceAccount); }
    }

    public void AddRefreshToken(string token, string email)
    {
        lock (_lock) { _refresh[token] = email; }
    }

    public string AddCode(string redirectUri, string? challenge, string email)
    {
        lock (_lock)
        {
            var code = $"sim-code-{++_count:x8}";
            _codes[code] = new OAuthCode(redirectUri, challenge, email);
            return code;
        }
    }

    /// <summary>Spends a code: it must be new, with its redirect address and its PKCE verifier (S256). Null when it is not.</summary>
    public IssuedTokens? RedeemCode(string code, string redirectUri, string? verifier)
    {
        lock (_lock)
        {
            if (!_codes.Remove(code, out var known) || known.RedirectUri != redirectUri || !Fits(known.Challenge, verifier))
            {
                return null;
            }
            return Issue(known.Email);
        }
    }

    /// <summary>Exchanges a refresh token; the old one is void afterwards. Null when it is not known.</summary>
    public IssuedTokens? Refresh(string token)
    {
        lock (_lock) { return _refresh.Remove(token, out var email) ? Issue(email) : null; }
    }

    /// <summary>Whether a credential is a live access token; null when this server did not issue it.</summary>
    public bool? Check(string credential)
    {
        if (!credential.StartsWith(AccessPrefix, StringComparison.Ordinal))
        {
            return null;
        }
        lock (_lock) { return _access.TryGetValue(credential, out var token) && token.Expires > time.GetUtcNow(); }
    }

    public string? EmailOf(string accessToken)
    {
        lock (_lock) { return Check(accessToken) == true ? _access[accessToken].Email : null; }
    }

    /// <summary>An access token without a refresh token, as a service account gets it.</summary>
    public IssuedTokens IssueAccess(string email)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var expired in _access.Where(token => token.Value.Expires <= now).Select(token => token.Key).ToList())
            {
                _access.Remove(expired);
            }
            var token = $"{AccessPrefix}{++_count:x8}";
            _access[token] = (email, now + lifetime);
            return new IssuedTokens(token, null, lifetime);
        }
    }

    private IssuedTokens Issue(string email)
    {
        var tokens = IssueAccess(email) with { RefreshToken = $"sim-rt-{_count:x8}" };
        _refresh[tokens.RefreshToken] = email;
        return tokens;
    }

    private static bool Fits(string? challenge, string? verifier) =>
        challenge is null || (verifier is not null && challenge == Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_'));
}
