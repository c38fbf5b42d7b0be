using System.Collections.Frozen;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Which headers pass between client and upstream: all but those denied here (product.md §2, RFC 9110 §7.6.1).</summary>
public static class HeaderPolicy
{
    private static readonly FrozenSet<string> Request = Set(
        "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
        "upgrade", "host", "content-length", "content-encoding", "content-type", "accept-encoding", "expect", "cookie", "authorization",
        "x-api-key", "x-goog-api-key", "api-key", "x-goog-user-project", "openai-organization", "openai-project", "forwarded", "via",
        "x-real-ip", "origin", "referer", "traceparent", "tracestate", "baggage");

    private static readonly FrozenSet<string> Response = Set(
        "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "content-length",
        "content-encoding", "set-cookie", "server", "date", "via", "alt-svc", "strict-transport-security", "openai-organization",
        "openai-project", "anthropic-organization-id", "retry-after", "retry-after-ms", "x-should-retry", "report-to", "nel", "cf-ray");

    private static readonly string[] RequestPrefixes = ["x-forwarded-", "x-antigravity-", "sec-", "access-control-"];
    private static readonly string[] ResponsePrefixes = ["x-ratelimit-", "anthropic-ratelimit-", "x-antigravity-", "cf-", "access-control-"];

    /// <summary>True where a client's header may go upstream; content-type is set from the request itself.</summary>
    public static bool PassesUpstream(string name) => !Request.Contains(name) && !StartsWithAny(name, RequestPrefixes);

    /// <summary>True where an upstream's header may go to the client.</summary>
    public static bool PassesDownstream(string name) => !Response.Contains(name) && !StartsWithAny(name, ResponsePrefixes);

    /// <summary>Headers that the protocol demands and a client may have left out.</summary>
    public static void AddRequired(Protocol protocol, List<KeyValuePair<string, string>> headers)
    {
        if (protocol == Protocol.Anthropic && !headers.Exists(header => header.Key.Equals("anthropic-version", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add(new("anthropic-version", "2023-06-01"));
        }
    }

    private static bool StartsWithAny(string name, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
