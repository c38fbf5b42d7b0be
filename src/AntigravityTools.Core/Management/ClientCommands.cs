using System.Collections.Immutable;
using AntigravityTools.Core.Clients;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Connects client programs to this gateway and undoes that: the same for pages, API and command line.</summary>
/// <param name="home">Where the clients keep their settings.</param>
/// <param name="store">Keeps what the settings were.</param>
/// <param name="target">What a client has to know of the gateway as it is now.</param>
/// <param name="time">The clock.</param>
public sealed class ClientCommands(ClientHome home, ConnectionStore store, Func<GatewayTarget> target, TimeProvider time)
{
    private readonly Connector _connector = new(home, store, time);

    /// <summary>What clients have to know, the key included.</summary>
    public GatewayTarget Target => target();

    /// <summary>Every client whose settings can be written, and how it stands.</summary>
    public ImmutableArray<ClientView> List() => target() is var now ? [.. ClientCatalogue.All.Select(client => _connector.View(client, now))] : [];

    /// <summary>The lines for programs that are set up by hand. They hold the key only where that is asked for.</summary>
    public ImmutableArray<ClientSnippet> Snippets(bool withKey) =>
        SnippetCatalogue.Of(withKey ? target() : target() with { Key = "YOUR_CLIENT_KEY" });

    /// <summary>Shows what connecting would change; null for a name that no client has.</summary>
    public ClientChange? PreviewConnect(string name) => ClientCatalogue.Find(name) is { } client ? _connector.Connect(client, target(), null, apply: false) : null;

    /// <summary>Connects a client; null for a name that no client has. With the digest of a change that was shown, does exactly that or nothing.</summary>
    public ClientChange? Connect(string name, string? digest) => ClientCatalogue.Find(name) is { } client ? _connector.Connect(client, target(), digest, apply: true) : null;

    /// <summary>Shows what restoring would change; null for a name that no client has.</summary>
    public ClientChange? PreviewRestore(string name) => ClientCatalogue.Find(name) is { } client ? _connector.Restore(client, null, force: false, apply: false) : null;

    /// <summary>Gives a client its bytes back; null for a name that no client has. What was changed after connecting is lost only when forced.</summary>
    public ClientChange? Restore(string name, string? digest, bool force) => ClientCatalogue.Find(name) is { } client ? _connector.Restore(client, digest, force, apply: true) : null;
}
