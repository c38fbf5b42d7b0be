using System.Runtime.CompilerServices;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Telemetry;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AntigravityTools.App.Telemetry;

/// <summary>
/// Sends spans and metrics to <c>telemetry.otlp_endpoint</c>, and nothing while that is null. Port 4317 is spoken to in gRPC, every other
/// in HTTP with protobuf, as the collectors listen.
/// </summary>
internal sealed partial class TelemetryExport : IAsyncDisposable
{
    private const int GrpcPort = 4317;
    private const int MetricsEveryMilliseconds = 15_000;
    private const int PatienceMilliseconds = 3_000;
    private readonly ConfigStore _config;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private TracerProvider? _spans;
    private MeterProvider? _metrics;
    private Task _turning = Task.CompletedTask;

    public TelemetryExport(ConfigStore config, ILogger<TelemetryExport> logger)
    {
        (_config, _logger) = (config, logger);
        _config.Changed += Follow;
        Turn(_config.Current.Telemetry.OtlpEndpoint);
    }

    /// <summary>Sends what is left, for a few seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        _config.Changed -= Follow;
        Turn(null);
        await _turning.ConfigureAwait(false);
    }

    private void Follow(GatewayConfig before, GatewayConfig after)
    {
        if (before.Telemetry.OtlpEndpoint != after.Telemetry.OtlpEndpoint)
        {
            Turn(after.Telemetry.OtlpEndpoint);
        }
    }

    // One after the other and aside: the old exporter may have to give up on a collector that is gone.
    private void Turn(string? endpoint)
    {
        lock (_lock)
        {
            _turning = _turning.ContinueWith(_ => Change(endpoint), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Change(string? endpoint)
    {
        if (_spans is not null)
        {
            Stop();
        }

        if (endpoint is not null)
        {
            Start(endpoint);
        }
    }

    private void Stop()
    {
        _spans?.Shutdown(PatienceMilliseconds);
        _spans?.Dispose();
        _metrics?.Shutdown(PatienceMilliseconds);
        _metrics?.Dispose();
        (_spans, _metrics) = (null, null);
    }

    // Apart, so that the exporter's libraries are loaded only where there is something to export to.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Start(string endpoint)
    {
        SpanTrace.Install();
        var resource = ResourceBuilder.CreateEmpty().AddService("antigravity-tools", serviceVersion: ProgramVersion.Text);
        _spans = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).SetSampler(new AlwaysOnSampler()).AddSource(TelemetrySource.Name)
            .AddOtlpExporter(options => Aim(options, endpoint, "v1/traces")).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(TelemetrySource.Name)
            .AddOtlpExporter((options, reader) =>
            {
                Aim(options, endpoint, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = MetricsEveryMilliseconds;
            }).Build();
        LogExporting(new Uri(endpoint).Authority);
    }

    private static void Aim(OtlpExporterOptions options, string endpoint, string path)
    {
        var address = new Uri(endpoint);
        var isGrpc = address.Port == GrpcPort;
        options.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = isGrpc ? address : new Uri(address.ToString().TrimEnd('/') + "/" + path);
    }

    [LoggerMessage(7010, LogLevel.Information, "Spans and metrics go to {Authority}.")]
    private partial void LogExporting(string authority);
}
