namespace AntigravityTools.Clients.Tests.CommandLine;

/// <summary>How an account's provider fails from its second answer on.</summary>
public enum Death
{
    /// <summary>It begins an answer and ends it before the first content.</summary>
    Cut,

    /// <summary>It answers 503.</summary>
    Unavailable,
}
