namespace AntigravityTools.App.Desktop;

/// <summary>How large the window was when it was last closed, in logical pixels.</summary>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
internal sealed record WindowSize(int Width, int Height)
{
    private const int Least = 320;
    private const int Most = 10_000;

    /// <summary>The size of a first start.</summary>
    public static WindowSize Default { get; } = new(1200, 800);

    /// <summary>False for what no person chose.</summary>
    public bool IsSensible => Width is >= Least and <= Most && Height is >= Least and <= Most;
}
