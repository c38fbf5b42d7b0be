using AntigravityTools.Simulator;

namespace AntigravityTools.App.Hosting;

/// <summary>The simulator as the demo runs it: it serves every model in every protocol, with and without a key.</summary>
internal static class EmbeddedSimulator
{
    /// <summary>Starts it on a free port of 127.0.0.1.</summary>
    public static Task<SimulatorHost> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var shipped = new SimulatorOptions();
        IReadOnlyList<string> models = [.. shipped.OpenAiModels, .. shipped.AnthropicModels, .. shipped.GeminiModels];
        var options = new SimulatorOptions
        {
            TimeProvider = time,
            AllowAnonymous = true,
            EventPace = TimeSpan.FromMilliseconds(15),
            OpenAiModels = models,
            AnthropicModels = models,
            GeminiModels = models,
        };
        return SimulatorHost.StartAsync(options, cancellationToken);
    }
}
