namespace AntigravityTools.Core.Records;

/// <summary>By what usage is grouped.</summary>
public enum UsageGroup
{
    /// <summary>The resolved model.</summary>
    Model,

    /// <summary>The account.</summary>
    Account,

    /// <summary>The client key.</summary>
    Key,

    /// <summary>The client's protocol.</summary>
    Protocol,
}
