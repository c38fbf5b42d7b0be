using AntigravityTools.Core.Keys;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Usage;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Holds a request to the limits of its client key: an estimate is reserved before an account is leased and settled with the record.</summary>
internal sealed class KeyGate(ClientKeyRing ring, PriceList prices)
{
    private const int BytesPerToken = 3;
    private const long UnstatedOutput = 4096;

    /// <summary>Why the key's limits keep the request out, or null.</summary>
    public Fault? Admit(Exchange exchange)
    {
        var request = exchange.Request;
        if (ring.Keys.IsEmpty || request.Client.KeyName is not { } name)
        {
            return null;
        }

        var input = request.Body.Length / BytesPerToken;
        var output = request.Operation is Operation.Generate or Operation.Complete ? request.Head.MaxOutputTokens ?? UnstatedOutput : 0;
        var cost = exchange.ResolvedModel is { } model ? prices.CostOf(model, new TokenUsage { Input = input, Output = output }) ?? 0 : 0;
        (exchange.Reservation, var fault) = ring.Admit(name, request.Model, input + output, cost);
        return fault;
    }

    /// <summary>Counts what the request really used.</summary>
    public static void Settle(Exchange exchange, RequestRecord record) =>
        exchange.Reservation?.Settle((record.Usage.Input ?? 0) + (record.Usage.Output ?? 0), record.CostUsd);
}
