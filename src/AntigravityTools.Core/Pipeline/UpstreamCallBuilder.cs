using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Makes the upstream call of one attempt: address, allowed headers, the account's credential, the body.</summary>
internal sealed class UpstreamCallBuilder
{
    private static readonly HttpMethod[] Methods = [HttpMethod.Post, HttpMethod.Get, HttpMethod.Delete, HttpMethod.Patch];
    private readonly AddressBook _addresses = new();

    /// <summary>The call of a translated request: nothing of the client's headers means anything to another protocol.</summary>
    public UpstreamCall? BuildTranslated(
        InboundRequest request, Account account, Protocol upstream, Operation operation, string upstreamModel, ReadOnlyMemory<byte> body)
    {
        var address = _addresses.Of(account, upstream, operation, upstreamModel, request.Stream, StreamForm.Sse, resourceId: null, query: "");
        if (address is null)
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>(6)
        {
            new("User-Agent", UpstreamClient.UserAgent),
            new("Accept", request.Stream ? "text/event-stream" : "application/json"),
            new("Accept-Encoding", "identity"),
        };
        HeaderPolicy.AddRequired(upstream, headers);
        UpstreamAuth.Apply(account, upstream, headers);
        return new UpstreamCall
        {
            Method = HttpMethod.Post,
            Address = address,
            Headers = headers,
            Body = ProviderBody.Of(account, upstream, operation, body),
            ContentType = "application/json",
            Secret = UpstreamAuth.SecretOf(account.Credential),
        };
    }

    /// <summary>The call, or null where the protocol has no such operation.</summary>
    public UpstreamCall? Build(InboundRequest request, Account account, string? upstreamModel, ReadOnlyMemory<byte> body)
    {
        var address = _addresses.Of(
            account, request.Protocol, request.Operation, upstreamModel, request.Stream, request.StreamForm, request.RelayPath ?? request.ResourceId, request.Query);
        if (address is null)
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>(request.Headers.Count + 4);
        var hasUserAgent = false;
        foreach (var header in request.Headers)
        {
            if (HeaderPolicy.PassesUpstream(header.Key))
            {
                hasUserAgent |= header.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase);
                headers.Add(header);
            }
        }

        if (!hasUserAgent)
        {
            headers.Add(new("User-Agent", UpstreamClient.UserAgent));
        }

        headers.Add(new("Accept-Encoding", "identity"));
        HeaderPolicy.AddRequired(request.Protocol, headers);
        UpstreamAuth.Apply(account, request.Protocol, headers);
        return new UpstreamCall
        {
            Method = Array.Find(Methods, method => method.Method == request.Method) ?? HttpMethod.Post,
            Address = address,
            Headers = headers,
            Body = ProviderBody.Of(account, request.Protocol, request.Operation, body),
            ContentType = body.IsEmpty ? null : request.ContentType ?? "application/json",
            Secret = UpstreamAuth.SecretOf(account.Credential),
        };
    }
}
