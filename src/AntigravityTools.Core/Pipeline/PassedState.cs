using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>
/// Guards conversations whose bytes pass through: notes who signed what, and finds state in a request that the chosen account did not make.
/// A request without foreign state is only looked at, never parsed.
/// </summary>
internal sealed class PassedState(StateOwners owners)
{
    /// <summary>What of the request is not the account's own; null where nothing is foreign.</summary>
    public OpaqueFilter? ForeignIn(Exchange exchange, Account account)
    {
        var request = exchange.Request;
        return Carries(request.Operation) && (!owners.IsEmpty || request.Body.Span.IndexOf(OwnerTag.Prefix) >= 0) ? Search(request, account) : null;
    }

    private OpaqueFilter? Search(InboundRequest request, Account account)
    {
        var body = request.Body.Span;
        var owner = OwnerTag.OwnerOf(account.Id, request.Protocol);
        var client = request.Client.KeyName;
        foreach (var range in OpaqueValues.Find(request.Protocol, body))
        {
            if (IsForeign(body[range]))
            {
                return IsForeign;
            }
        }

        return null;

        // A mark means that a translation made it, with another protocol than the client's: no account that passes bytes through knows it.
        bool IsForeign(ReadOnlySpan<byte> value) =>
            value.StartsWith(OwnerTag.Prefix) || (owners.Find(client, value) is { } maker && maker != owner);
    }

    /// <summary>Notes the opaque values of an answer, or of a part of it, as the account's own.</summary>
    public void Note(Exchange exchange, ulong owner, ReadOnlySpan<byte> json, bool isContent = false)
    {
        // Text, by far the most, tells of no server-side object.
        exchange.MadeObject = isContent ? exchange.MadeObject : ServerObjects.MadeIn(exchange.Request.Protocol, json) ?? exchange.MadeObject;
        foreach (var range in OpaqueValues.Find(exchange.Request.Protocol, json))
        {
            owners.Remember(exchange.Request.Client.KeyName, owner, json[range]);
        }
    }

    /// <summary>Notes that what was stripped is nobody's known: the next request need not be refused to learn it again.</summary>
    public void Disown(Exchange exchange)
    {
        var request = exchange.Request;
        var body = request.Body.Span;
        foreach (var range in OpaqueValues.Find(request.Protocol, body))
        {
            if (owners.Find(request.Client.KeyName, body[range]) is null)
            {
                owners.Remember(request.Client.KeyName, StateOwners.Nobody, body[range]);
            }
        }
    }

    /// <summary>True where requests and answers can hold reasoning.</summary>
    public static bool Carries(Operation operation) => operation is Operation.Generate or Operation.CountTokens or Operation.Compact;
}
