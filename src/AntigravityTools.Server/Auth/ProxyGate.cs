using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Requests;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Auth;

/// <summary>Everything that a request must pass before the gateway does anything for it, in one order: host, key, origin, media type.</summary>
internal sealed class ProxyGate(HostGuard hosts, ClientKeyGuard keys)
{
    /// <summary>Why the request is refused, or null; notes the client on the call and CORS headers on the answer.</summary>
    public Fault? Check(ProxyCall call)
    {
        var request = call.Http.Request;
        var config = call.Config;
        if (!hosts.Allows(request.Headers.Host, config.AllowLanAccess, config.AllowedHosts))
        {
            return new() { Kind = FaultKind.Misdirected, NeedsPerson = true, Message = WrongHost(request.Headers.Host) };
        }

        var key = keys.Check(request, config);
        call.Client = key.Client;
        var origin = OriginGuard.Check(request.Headers.Origin, request.Headers["Sec-Fetch-Site"], request.Headers.Host, config.AllowedOrigins);
        Cors.Write(call.Http, origin);
        if (origin == OriginVerdict.Foreign && !key.Client.IsAuthenticated)
        {
            return new() { Kind = FaultKind.Permission, NeedsPerson = true, Message = ForeignOrigin(request.Headers.Origin) };
        }

        return Cors.IsPreflight(request) ? null : CheckKey(call, key) ?? CheckMediaType(call);
    }

    private static Fault? CheckKey(ProxyCall call, KeyCheck key)
    {
        var message = key switch
        {
            { IsAdminSecret: true } => "This is the console's admin secret; clients use the client key, proxy.api_key.",
            { Client.IsAuthenticated: true } => null,
            { WhyNot: { } reason } => reason,
            _ when !ClientKeyGuard.IsRequired(call.Config, call.Match.Kind) => null,
            { WasPresented: true } => "The client key is not known to this gateway; use the key on the console's API Proxy page (proxy.api_key).",
            _ => "A client key is needed: send it as 'Authorization: Bearer', 'x-api-key' or 'x-goog-api-key'. "
                + "It stands on the console's API Proxy page (proxy.api_key).",
        };
        return message is null ? null : new()
        {
            Kind = FaultKind.Authentication, NeedsPerson = true, Code = key.WasPresented ? null : FaultCodes.MissingKey, Message = message,
        };
    }

    /// <summary>A page can send a form or plain text without asking first, JSON it can not (product.md §10.3).</summary>
    private static Fault? CheckMediaType(ProxyCall call)
    {
        var request = call.Http.Request;
        if (!HttpMethods.IsPost(request.Method) || call.Match.Kind != Paths.PathKind.Endpoint)
        {
            return null;
        }

        var wanted = call.Match.Multipart && !(call.Match.TakesAnyBody && Names(request, "application/json")) ? "multipart/form-data" : "application/json";
        if (call.Match is { TakesAnyBody: true, Multipart: false } && Names(request, "multipart/form-data"))
        {
            return null;
        }

        var sent = request.ContentType.AsSpan();
        var end = sent.IndexOf(';');
        sent = (end < 0 ? sent : sent[..end]).Trim();
        var isMissingButHarmless = sent.IsEmpty && request.Headers.Origin.Count == 0 && request.Headers["Sec-Fetch-Site"].Count == 0;
        return isMissingButHarmless || sent.Equals(wanted, StringComparison.OrdinalIgnoreCase) ? null : new()
        {
            Kind = FaultKind.UnsupportedMediaType,
            Message = $"{call.Path} takes 'content-type: {wanted}'; the request came as '{sent}'.",
        };
    }

    private static bool Names(Microsoft.AspNetCore.Http.HttpRequest request, string mediaType) =>
        request.ContentType is { } sent && sent.TrimStart().StartsWith(mediaType, StringComparison.OrdinalIgnoreCase);

    private static string WrongHost(string? host) =>
        $"This gateway does not answer to the host name '{host}'. Use 127.0.0.1 or localhost, or add the name to proxy.allowed_hosts.";

    private static string ForeignOrigin(string? origin) => string.IsNullOrEmpty(origin)
        ? "A page of another site asks here. Send a valid client key, or add the page's origin to proxy.allowed_origins."
        : $"The page at '{origin}' may not call this gateway. Send a valid client key, or add the origin to proxy.allowed_origins.";
}
