namespace AntigravityTools.Simulator.Hosting;

/// <summary>Identifiers in the providers' spelling; the same run of requests gets the same ones.</summary>
internal sealed class IdSource
{
    private long _last;

    public string Next(string prefix) => $"{prefix}{Interlocked.Increment(ref _last):x24}";
}
