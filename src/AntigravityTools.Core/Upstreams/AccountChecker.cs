using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Checks an account with one call that costs nothing: its model list.</summary>
public sealed class AccountChecker(UpstreamClient client, ProtocolRegistry protocols, TimeProvider time)
{
    private const int LongestList = 8 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Asks the provider for its models. Failures are values; only cancellation throws.</summary>
    public async Task<AccountCheck> CheckAsync(Account account, CancellationToken cancellationToken)
    {
        if (account.Credential is Credential.Locked locked)
        {
            return new AccountCheck { Ok = false, Message = locked.Why };
        }

        var protocol = account.Protocols[0];
        var headers = new List<KeyValuePair<string, string>> { new("User-Agent", UpstreamClient.UserAgent), new("Accept-Encoding", "identity") };
        UpstreamAuth.Apply(account.Credential, protocol, headers);
        HeaderPolicy.AddRequired(protocol, headers);
        var call = new UpstreamCall
        {
            Method = HttpMethod.Get,
            Address = UpstreamAddress.ModelList(account, protocol),
            Headers = headers,
            Secret = UpstreamAuth.SecretOf(account.Credential),
        };
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(Limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var reply = await client.SendAsync(call, linked.Token).ConfigureAwait(false);
            var body = await ReadAsync(reply.Body, linked.Token).ConfigureAwait(false);
            return Judge(account, protocol, reply, body, time.GetElapsedTime(started));
        }
        catch (HttpRequestException error)
        {
            return Failed(UpstreamClient.FaultOf(error, call.Address), call.Secret, null, time.GetElapsedTime(started));
        }
        catch (IOException error)
        {
            var fault = new Fault { Kind = FaultKind.Network, Message = $"The answer of {call.Address.Authority} broke off: {error.GetBaseException().Message}" };
            return Failed(fault, call.Secret, null, time.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            var fault = new Fault { Kind = FaultKind.Timeout, Message = $"{call.Address.Authority} did not answer within {Limit.TotalSeconds:0} s." };
            return Failed(fault, call.Secret, null, time.GetElapsedTime(started));
        }
    }

    private AccountCheck Judge(Account account, Protocol protocol, UpstreamReply reply, ReadOnlyMemory<byte> body, TimeSpan latency)
    {
        if (reply.IsSuccess)
        {
            var models = ModelListReader.Read(protocol, body);
            return new AccountCheck
            {
                Ok = true,
                Status = reply.Status,
                Latency = latency,
                Models = models,
                Message = models.IsDefault
                    ? "The provider accepted the call but listed no models; name the models yourself to limit them."
                    : $"The provider accepted the credential and lists {models.Length} models.",
            };
        }

        // A server without a model list is no reason to refuse the account.
        if (reply.Status is 404 or 405 && account.Provider.EndsWith("-compatible", StringComparison.Ordinal))
        {
            return new AccountCheck { Ok = true, Status = reply.Status, Latency = latency, Message = "The server answers but has no model list; any model name is passed on." };
        }

        var fault = protocols[protocol].ReadFault(reply.Status, body.Span);
        fault = fault with { RetryAfter = RetryHints.Of(reply.Header, fault.RetryAfter, fault.Message, time.GetUtcNow()) };
        return Failed(fault, UpstreamAuth.SecretOf(account.Credential), reply.Status, latency);
    }

    private static AccountCheck Failed(Fault fault, string? secret, int? status, TimeSpan latency)
    {
        var clean = fault with { Message = Redactor.Redact(fault.Message, secret) };
        return new AccountCheck { Ok = false, Status = status, Latency = latency, Ruling = VerdictClassifier.Rule(clean), Message = clean.Message };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 << 10];
        int read;
        while (buffer.Length < LongestList && (read = await body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
