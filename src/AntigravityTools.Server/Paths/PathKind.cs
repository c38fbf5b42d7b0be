namespace AntigravityTools.Server.Paths;

/// <summary>What stands behind a path of the proxy listener.</summary>
internal enum PathKind
{
    /// <summary>Nothing.</summary>
    Unknown,

    /// <summary>An endpoint of one of the four protocols.</summary>
    Endpoint,

    /// <summary>The list of models.</summary>
    ModelList,

    /// <summary>One model.</summary>
    Model,

    /// <summary><c>/healthz</c>.</summary>
    Health,

    /// <summary><c>/readyz</c>.</summary>
    Ready,

    /// <summary>A bare base URL, or a path that a client only knocks at.</summary>
    Probe,
}
