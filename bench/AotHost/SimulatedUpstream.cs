using AntigravityTools.Simulator;

namespace AotHost;

/// <summary>The simulator as a process of its own.</summary>
internal static class SimulatedUpstream
{
    public static async Task RunAsync(int port, CancellationToken stop)
    {
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Port = port, AllowAnonymous = true }, stop);
        Console.WriteLine($"simulator at {simulator.BaseUrl}");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
