using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>
/// Where a relayed call goes: to the owner of the object that it names, else to the first account in the user's order that speaks the
/// protocol, so that what is put there is found there again.
/// </summary>
internal sealed class RelayRoutes(AccountPool pool, ResponseOwners owners)
{
    /// <summary>The accounts to try, one after the other; or why there is none.</summary>
    public Fault? Find(Exchange exchange, out IReadOnlyList<LeaseRequest> routes)
    {
        var request = exchange.Request;
        var speaking = pool.Snapshot.Entries.Select(entry => entry.Account).Where(account => account.Enabled && account.Protocols.Contains(request.Protocol)).ToList();
        routes = [];
        if (speaking.Count == 0)
        {
            return new Fault
            {
                Kind = FaultKind.Unsupported,
                Message = $"No account speaks {request.Protocol.ToName()}, so nobody can serve {request.Path}. Add an account of a provider that has this call.",
            };
        }

        var owner = request.RequiredAccountId ?? (request.ResourceId is { } id ? owners.Find(request.Client.KeyName, id) : null) ?? owners.FindAny(request.Client.KeyName, exchange.NamedObjects);
        if (owner is not null)
        {
            speaking.RemoveAll(account => account.Id != owner);
        }
        else if (request.ResourceId is not null && speaking.Count(IsVendor) is not 1 && speaking.Count > 1)
        {
            return Lost(request.ResourceId);
        }

        if (speaking.Count == 0)
        {
            return Lost(request.ResourceId ?? "");
        }

        exchange.Candidates = speaking.Count;
        routes = [.. speaking.OrderBy(account => IsVendor(account) ? 0 : 1).Select(account => new LeaseRequest { Candidates = [account.Id] })];
        return null;
    }

    private static Fault Lost(string id) => new()
    {
        Kind = FaultKind.NotFound,
        Message = $"It is not known which account owns '{id}'. Only objects that were made through this gateway can be found among several accounts, for 30 days.",
    };

    // Servers that only copy a protocol seldom keep files.
    private static bool IsVendor(Account account) => !account.Provider.EndsWith("-compatible", StringComparison.Ordinal);
}
