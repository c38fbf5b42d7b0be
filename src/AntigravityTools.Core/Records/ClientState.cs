namespace AntigravityTools.Core.Records;

/// <summary>How a client program stands to this gateway.</summary>
public enum ClientState
{
    /// <summary>It calls its vendor, or is not set up at all.</summary>
    NotConnected,

    /// <summary>Its settings name this gateway and a key that is valid here.</summary>
    Connected,

    /// <summary>It was connected, but the address or the key changed since; connecting again brings it up to date.</summary>
    Outdated,

    /// <summary>Its settings name another server.</summary>
    Elsewhere,

    /// <summary>Its settings can not be read.</summary>
    Unreadable,
}
