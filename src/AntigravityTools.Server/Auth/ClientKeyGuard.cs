using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Keys;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Server.Paths;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AntigravityTools.Server.Auth;

/// <summary>Finds client keys wherever the official clients put them (protocols.md §1.1) and compares them in constant time.</summary>
internal sealed class ClientKeyGuard(string? adminSecret, ClientKeyRing ring)
{
    /// <summary>The name under which the key of the configuration is recorded.</summary>
    public const string ConfiguredKeyName = KeyCommands.ConfiguredName;

    private const string Bearer = "Bearer ";
    private static readonly string[] KeyHeaders = ["x-api-key", "x-goog-api-key", "api-key"];

    private readonly SecretHash _admin = new(adminSecret);
    private SecretHash _key = new(null);
    private PresentedSecret _last = PresentedSecret.None;

    /// <summary>True where the route needs a key under this configuration.</summary>
    public static bool IsRequired(ProxyConfig config, PathKind kind) => Effective(config) switch
    {
        AuthMode.Strict => true,
        AuthMode.AllExceptHealth => kind is not (PathKind.Health or PathKind.Ready or PathKind.Probe),
        _ => false,
    };

    /// <summary>The mode that <see cref="AuthMode.Auto"/> stands for.</summary>
    public static AuthMode Effective(ProxyConfig config) => config.AuthMode switch
    {
        AuthMode.Auto => config.AllowLanAccess ? AuthMode.AllExceptHealth : AuthMode.Off,
        var mode => mode,
    };

    /// <summary>Tries every credential of the request.</summary>
    public KeyCheck Check(HttpRequest request, ProxyConfig config)
    {
        var expected = Expected(config.ApiKey);
        var check = default(KeyCheck);
        foreach (var value in request.Headers.Authorization)
        {
            if (value is not null && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                check = Try(value.AsSpan(Bearer.Length).Trim(), expected, check);
            }
        }

        foreach (var name in KeyHeaders)
        {
            foreach (var value in request.Headers[name])
            {
                check = Try(value.AsSpan().Trim(), expected, check);
            }
        }

        if (request.QueryString.HasValue)
        {
            foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
            {
                if (pair.DecodeName().Span is "key")
                {
                    check = Try(pair.DecodeValue().Span, expected, check);
                }
            }
        }

        return check;
    }

    private KeyCheck Try(ReadOnlySpan<char> presented, SecretHash expected, KeyCheck before)
    {
        if (presented.IsEmpty)
        {
            return before;
        }

        // A client sends the same key with every request: it is hashed once.
        var known = Volatile.Read(ref _last);
        if (!known.Is(presented))
        {
            Volatile.Write(ref _last, known = new PresentedSecret(presented));
        }

        var digest = known.Digest;
        var isPossible = !digest.IsEmpty;
        var named = isPossible && !ring.Keys.IsEmpty ? ring.Find(digest) : null;
        var whyNot = named is null ? before.WhyNot : ring.WhyNot(named);
        return new(
            isPossible && expected.MatchesDigest(digest) ? new ClientIdentity(ConfiguredKeyName, IsAuthenticated: true)
                : named is not null && whyNot is null ? new ClientIdentity(named.Name, IsAuthenticated: true)
                : before.Client,
            WasPresented: true,
            before.IsAdminSecret || (isPossible && _admin.MatchesDigest(digest)))
        {
            WhyNot = whyNot,
        };
    }

    private SecretHash Expected(string apiKey)
    {
        var known = Volatile.Read(ref _key);
        if (!ReferenceEquals(known.Secret, apiKey) && known.Secret != apiKey)
        {
            known = new SecretHash(apiKey);
            Volatile.Write(ref _key, known);
        }

        return known;
    }
}
