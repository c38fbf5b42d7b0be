namespace AntigravityTools.Core.Diagnostics;

/// <summary>One source of chance for many requests at once; a test gives it a seed.</summary>
public sealed class Dice(Random random)
{
    private readonly Lock _lock = new();

    /// <summary>A number from 0 up to, not including, 1.</summary>
    public double Draw()
    {
        lock (_lock)
        {
            return random.NextDouble();
        }
    }
}
