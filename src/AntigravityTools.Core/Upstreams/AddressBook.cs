using System.Collections.Concurrent;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>The addresses of calls that come again and again: putting one together and parsing it is work that each call would repeat.</summary>
internal sealed class AddressBook
{
    private const int Most = 1000;
    private readonly ConcurrentDictionary<Entry, (Account Account, Uri Address)> _known = new();

    /// <summary>The address as <see cref="UpstreamAddress.Of"/> gives it.</summary>
    public Uri? Of(
        Account account, Protocol protocol, Operation operation, string? model, bool stream, StreamForm form, string? resourceId, string query)
    {
        // A call that names one object, or has a query of the client's own, hardly comes twice.
        if (resourceId is not null || query.Length > 0)
        {
            return UpstreamAddress.Of(account, protocol, operation, model, stream, form, resourceId, query);
        }

        var entry = new Entry(account.Id, protocol, operation, model, stream, form);
        if (_known.TryGetValue(entry, out var known) && ReferenceEquals(known.Account, account))
        {
            return known.Address;
        }

        var address = UpstreamAddress.Of(account, protocol, operation, model, stream, form, resourceId, query);
        if (address is not null)
        {
            Keep(entry, account, address);
        }

        return address;
    }

    private void Keep(Entry entry, Account account, Uri address)
    {
        // Model names come from clients: the book is begun anew before they fill the memory.
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[entry] = (account, address);
    }

    private readonly record struct Entry(string AccountId, Protocol Protocol, Operation Operation, string? Model, bool Stream, StreamForm Form);
}
