using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams.Azure;
using AntigravityTools.Core.Upstreams.Vertex;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>
/// Tells a server that has no model list from an address where nothing of the protocol is: an empty call, which every API refuses by naming
/// what is missing and which so costs nothing, finds nobody there either.
/// </summary>
internal static class AddressProbe
{
    private static readonly TimeSpan[] TenMinutes = [TimeSpan.FromMinutes(10)];

    /// <summary>The empty call; null for providers whose addresses hold the model's name, and which all have a list.</summary>
    public static UpstreamCall? Of(Account account, Protocol protocol) =>
        protocol == Protocol.Gemini || account.Provider is AzureAddress.Provider or VertexAddress.Provider
            ? null
            : TinyRequest.Of(account, protocol, "") with { Body = "{}"u8.ToArray() };

    /// <summary>True where the answer to the empty call says that there is no such address: a web page, or a 404 that speaks of no model.</summary>
    public static bool IsNowhere(GatewayReply reply, IProtocol protocol) =>
        IsPage(reply) || (reply.Status is 404 or 405 && !protocol.ReadFault(reply.Status, reply.Body.Span).Message.Contains("model", StringComparison.OrdinalIgnoreCase));

    /// <summary>True where a web page came in place of an API's answer.</summary>
    public static bool IsPage(GatewayReply reply) => reply.Fault is null && reply.Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..] && reply.Status is < 400 or 404 or 405;

    /// <summary>What the check found.</summary>
    public static AccountCheck Wrong(Account account, GatewayReply reply)
    {
        var message = $"{AccountStatusReader.WrongAddress}: the server at {account.BaseUrl} has neither a model list nor the calls that this provider serves (HTTP {reply.Status}). "
            + "Use the base URL that the provider documents, with or without /v1.";
        return new AccountCheck
        {
            Ok = false, Status = reply.Status, Latency = reply.Latency, Message = message,
            Ruling = new Ruling
            {
                Verdict = Verdict.ModelUnavailable, Next = NextStep.NextAccount, State = AccountState.NoAccess, WholeAccount = true, Ladder = TenMinutes, Reason = message,
            },
        };
    }
}
