using AntigravityTools.Core.Clients.Editors;

namespace AntigravityTools.Core.Clients;

/// <summary>One file of a client's configuration.</summary>
internal sealed record ClientFile
{
    /// <summary>Below the home directory, with <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Why a text can not be read; null where it can.</summary>
    public required Func<string, string?> Fault { get; init; }

    /// <summary>Writes what the client has to know into the text of the file, empty for a new one.</summary>
    public required Func<string, GatewayTarget, EditResult> Edit { get; init; }
}
