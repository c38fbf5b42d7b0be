using System.Collections.Immutable;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams.Azure;
using AntigravityTools.Core.Upstreams.Vertex;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Checks an account with calls that cost nothing: a token where it has to be fetched, its model list, its credit. Failures are values.</summary>
public sealed class AccountChecker(UpstreamClient client, ProtocolRegistry protocols, ICredentialSource credentials, TimeProvider time)
{
    private const int MostPages = 10;

    /// <summary>Asks the provider for its models. Only the caller's cancellation throws.</summary>
    public async Task<AccountCheck> CheckAsync(Account account, CancellationToken cancellationToken)
    {
        if (account.Credential is Credential.Locked locked)
        {
            return new AccountCheck { Ok = false, Message = locked.Why };
        }

        var (ready, refused) = await PrepareAsync(account, cancellationToken).ConfigureAwait(false);
        if (refused is not null)
        {
            return Refused(refused);
        }

        var check = await ListAsync(ready, cancellationToken).ConfigureAwait(false);
        if (check is { Status: 401 } && credentials.CanRefresh(account))
        {
            var fresh = await credentials.RefreshAsync(ready, ready.Credential.Access?.Token, cancellationToken).ConfigureAwait(false);
            if (fresh.Fault is { } over)
            {
                return Failed(over, null, null, check.Latency);
            }

            ready = ready with { Credential = ready.Credential.WithAccess(fresh.Secret ?? "", null) };
            check = await ListAsync(ready, cancellationToken).ConfigureAwait(false);
        }

        var credit = check.Ok ? await CreditReader.ReadAsync(client, ready, time, cancellationToken).ConfigureAwait(false) : [];
        return check with { Quota = check.Quota.AddRange(credit) };
    }

    /// <summary>The outcome for an account that could not even be given a token.</summary>
    public static AccountCheck Refused(Fault fault) => Failed(fault, null, fault.UpstreamStatus, TimeSpan.Zero);

    /// <summary>Sends one tiny real request, after the account's own check went well.</summary>
    public async Task<AccountCheck> GenerateAsync(Account account, string? model, CancellationToken cancellationToken)
    {
        if ((model ?? TinyRequest.ModelOf(account)) is not { } chosen)
        {
            return new AccountCheck { Ok = false, Message = "The account lists no model that writes text. Name one with \"model\"." };
        }

        var (ready, refused) = await PrepareAsync(account, cancellationToken).ConfigureAwait(false);
        if (refused is not null)
        {
            return Failed(refused, null, null, TimeSpan.Zero) with { Model = chosen };
        }

        var (protocol, call) = TinyRequest.Of(ready, chosen);
        var reply = await GatewayCall.SendAsync(client, call, time, cancellationToken).ConfigureAwait(false);
        var fault = reply.Fault ?? (reply.IsSuccess ? protocols[protocol].ReadHiddenFault(reply.Body.Span) : FaultOf(protocol, reply));
        return fault is not null
            ? Failed(fault, call.Secret, reply.Status == 0 ? null : reply.Status, reply.Latency) with { Model = chosen }
            : new AccountCheck
            {
                Ok = true, Status = reply.Status, Latency = reply.Latency, Model = chosen, Message = $"{chosen} answered in {reply.Latency.TotalMilliseconds:0} ms.",
                Quota = QuotaHeaders.Read(reply.Header, chosen, time.GetUtcNow()),
            };
    }

    private async Task<(Account Account, Fault? Fault)> PrepareAsync(Account account, CancellationToken cancellationToken)
    {
        if (!credentials.CanRefresh(account))
        {
            return (account, null);
        }

        var current = await credentials.GetAsync(account, cancellationToken).ConfigureAwait(false);
        return current.Secret is { } token ? (account with { Credential = account.Credential.WithAccess(token, null) }, null) : (account, current.Fault);
    }

    private async Task<AccountCheck> ListAsync(Account account, CancellationToken cancellationToken)
    {
        var check = await ListAsync(account, account.Protocols[0], cancellationToken).ConfigureAwait(false);
        if (account.Provider != VertexAddress.Provider || account.Protocols.Length < 2 || !check.Ok)
        {
            return check;
        }

        // Each publisher has a list of its own; that of a publisher which is not enabled for the project takes nothing away.
        var second = await ListAsync(account, account.Protocols[1], cancellationToken).ConfigureAwait(false);
        return second.Ok && !second.Models.IsDefault && !check.Models.IsDefault ? check with { Models = check.Models.AddRange(second.Models) } : check;
    }

    private async Task<AccountCheck> ListAsync(Account account, Protocol protocol, CancellationToken cancellationToken)
    {
        var call = CallOf(account, protocol);
        ModelList? list = null;
        while (true)
        {
            var reply = await GatewayCall.SendAsync(client, call, time, cancellationToken).ConfigureAwait(false);
            if (!reply.IsSuccess)
            {
                return await NotListedAsync(account, protocol, call.Secret, reply, cancellationToken).ConfigureAwait(false);
            }

            var page = ModelListReader.Read(reply.Body);
            if (list is null && page is null && AddressProbe.IsPage(reply))
            {
                return AddressProbe.Wrong(account, reply);
            }

            list = page is null ? list : list is null ? page : list.With(page);
            if (page?.NextPage is not { } next || list!.Models.Length > MostPages * 1000)
            {
                return Accepted(account, reply, list);
            }

            call = call with { Address = new Uri($"{CallOf(account, protocol).Address}&pageToken={Uri.EscapeDataString(next)}") };
        }
    }

    private static UpstreamCall CallOf(Account account, Protocol protocol)
    {
        var headers = new List<KeyValuePair<string, string>> { new("User-Agent", UpstreamClient.UserAgent), new("Accept-Encoding", "identity") };
        UpstreamAuth.Apply(account, protocol, headers);
        HeaderPolicy.AddRequired(protocol, headers);
        return new UpstreamCall { Method = HttpMethod.Get, Address = UpstreamAddress.ModelList(account, protocol), Headers = headers, Secret = UpstreamAuth.SecretOf(account.Credential) };
    }

    private AccountCheck Accepted(Account account, GatewayReply reply, ModelList? list)
    {
        var models = account.Provider switch
        {
            // Azure lists what could be deployed, not what is.
            AzureAddress.Provider => default,
            VertexAddress.Provider => list?.Models.RemoveAll(model => !VertexAddress.IsAnthropic(model) && !model.StartsWith("gemini", StringComparison.Ordinal)) ?? default,
            _ => list?.Models ?? default,
        };
        return new AccountCheck
        {
            Ok = true,
            Status = reply.Status,
            Latency = reply.Latency,
            Models = models,
            Limits = models.IsDefault ? ImmutableDictionary<string, ModelLimits>.Empty : list!.Limits,
            Quota = QuotaHeaders.Read(reply.Header, null, time.GetUtcNow()),
            Message = !models.IsDefault ? $"The provider accepted the credential and lists {models.Length} models."
                : account.Provider == AzureAddress.Provider ? "The resource accepted the key. It does not list deployments; any deployment's name is passed on."
                : "The provider accepted the call but listed no models; name the models yourself to limit them.",
        };
    }

    private async Task<AccountCheck> NotListedAsync(Account account, Protocol protocol, string? secret, GatewayReply reply, CancellationToken cancellationToken)
    {
        var failed = Failed(reply.Fault ?? FaultOf(protocol, reply), secret, reply.Status == 0 ? null : reply.Status, reply.Latency);

        if (reply.Status is 404 or 405 && AddressProbe.Of(account, protocol) is { } probe)
        {
            var probed = await GatewayCall.SendAsync(client, probe, time, cancellationToken).ConfigureAwait(false);
            if (AddressProbe.IsNowhere(probed, protocols[protocol]))
            {
                return AddressProbe.Wrong(account, reply);
            }
        }

        // A server without a model list is no reason to take the account out; what the answer says of the key or of a quota is one.
        return reply.Status is 400 or 404 or 405 or 501 && failed.Ruling?.State is null or AccountState.NoAccess
            ? new AccountCheck { Ok = true, Status = reply.Status, Latency = reply.Latency, Message = "The server answers but has no model list; any model name is passed on." }
            : failed;
    }

    private Fault FaultOf(Protocol protocol, GatewayReply reply)
    {
        var fault = protocols[protocol].ReadFault(reply.Status, reply.Body.Span);
        return fault with { UpstreamStatus = reply.Status, RetryAfter = RetryHints.Of(reply.Header, fault.RetryAfter, fault.Message, time.GetUtcNow()) };
    }

    private static AccountCheck Failed(Fault fault, string? secret, int? status, TimeSpan latency)
    {
        var clean = fault with { Message = Redactor.Redact(fault.Message, secret) };
        return new AccountCheck { Ok = false, Status = status, Latency = latency, Ruling = VerdictClassifier.Rule(clean), Message = clean.Message };
    }
}
