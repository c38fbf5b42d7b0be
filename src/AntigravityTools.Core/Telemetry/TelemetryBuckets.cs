using System.Diagnostics.Metrics;

namespace AntigravityTools.Core.Telemetry;

/// <summary>The bucket boundaries that the conventions advise.</summary>
internal static class TelemetryBuckets
{
    public static InstrumentAdvice<double> Duration { get; } =
        new() { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] };

    public static InstrumentAdvice<double> FirstToken { get; } =
        new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] };

    public static InstrumentAdvice<long> Tokens { get; } =
        new() { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] };
}
