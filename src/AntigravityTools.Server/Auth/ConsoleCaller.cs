namespace AntigravityTools.Server.Auth;

/// <summary>Who calls the console.</summary>
internal enum ConsoleCaller
{
    /// <summary>No valid secret was presented.</summary>
    Nobody,

    /// <summary>A client of the proxy, which has no business here.</summary>
    Client,

    /// <summary>The owner.</summary>
    Admin,
}
