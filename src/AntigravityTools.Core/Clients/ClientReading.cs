namespace AntigravityTools.Core.Clients;

/// <summary>What a client's configuration says of where it calls.</summary>
internal sealed record ClientReading
{
    /// <summary>The base URL; null where the client calls its vendor.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The key it presents there; null where the files hold none.</summary>
    public string? Key { get; init; }

    /// <summary>Where the key is, in the client's words.</summary>
    public string? KeyPlace { get; init; }

    /// <summary>A key that stands in a place which the client does not use for this base URL; in the client's words.</summary>
    public string? WrongKeyPlace { get; init; }

    /// <summary>An environment variable that must hold the key, as the files say.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>The model that it asks for; null where the files leave that to the client.</summary>
    public string? Model { get; init; }

    /// <summary>What it must not say if it is to work at all: the place, and what belongs there.</summary>
    public (string Place, string Instead)? Mistake { get; init; }

    /// <inheritdoc/>
    public override string ToString() => BaseUrl ?? "";
}
