namespace AntigravityTools.Server.Auth;

/// <summary>Where a request comes from, as a browser tells it.</summary>
internal enum OriginVerdict
{
    /// <summary>No browser, or a person typed the address.</summary>
    None,

    /// <summary>A page of this very listener.</summary>
    Own,

    /// <summary>A page that the configuration allows.</summary>
    Allowed,

    /// <summary>Some other page.</summary>
    Foreign,
}
