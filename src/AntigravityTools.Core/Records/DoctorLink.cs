namespace AntigravityTools.Core.Records;

/// <summary>The links of the chain from a client to its provider, in the order in which they are walked.</summary>
public enum DoctorLink
{
    /// <summary>Data directory and configuration.</summary>
    Gateway,

    /// <summary>The proxy's socket.</summary>
    Listener,

    /// <summary>Whether it is this program that answers there.</summary>
    Health,

    /// <summary>Client keys.</summary>
    Auth,

    /// <summary>The accounts.</summary>
    Account,

    /// <summary>The providers.</summary>
    Upstream,

    /// <summary>The clients' own settings.</summary>
    Client,
}
