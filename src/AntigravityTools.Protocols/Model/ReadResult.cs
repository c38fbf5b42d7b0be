namespace AntigravityTools.Protocols.Model;

/// <summary>A request as read, or why it can not be: <paramref name="Fault"/> names the field and the remedy. Exactly one is set.</summary>
public readonly record struct ReadResult<T>(T? Value, Fault? Fault)
    where T : class
{
    /// <summary>The request.</summary>
    public static implicit operator ReadResult<T>(T value) => new(value, null);

    /// <summary>The refusal.</summary>
    public static implicit operator ReadResult<T>(Fault fault) => new(null, fault);
}
