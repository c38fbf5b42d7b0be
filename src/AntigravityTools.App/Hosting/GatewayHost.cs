using System.Data.Common;
using AntigravityTools.App.Platform;
using AntigravityTools.Core.Configuration;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>A running gateway: both listeners, everything behind them, and the file that says where they are.</summary>
internal sealed partial class GatewayHost : IAsyncDisposable
{
    private readonly Premises _premises;
    private readonly GatewayOptions _options;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _logger;
    private readonly RuntimeFile? _runtime;
    private readonly SemaphoreSlim _move = new(1, 1);
    private Task _moving = Task.CompletedTask;

    private GatewayHost(Premises premises, GatewayParts parts, GatewayOptions options, ILoggerFactory logs)
    {
        (_premises, Parts, _options, _logs) = (premises, parts, options, logs);
        _logger = logs.CreateLogger<GatewayHost>();
        _runtime = premises.Directory is { } directory && options.WithProxy ? new RuntimeFile(directory.Runtime) : null;
    }

    /// <summary>Raised when the console is somewhere else.</summary>
    public event Action? ConsoleMoved;

    /// <summary>What runs.</summary>
    public GatewayParts Parts { get; }

    /// <summary>The console's listener; null where its port could not be opened.</summary>
    public ConsoleHost? Console { get; private set; }

    /// <summary>Why there is no console.</summary>
    public string? ConsoleError { get; private set; }

    /// <summary>The bearer secret of the management API.</summary>
    public string AdminKey => _premises.AdminKey;

    /// <summary>Starts a gateway, or says in one sentence why not and leaves nothing behind.</summary>
    public static async Task<(GatewayHost? Host, string? Error)> StartAsync(GatewayOptions options, TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var (premises, error) = await Premises.OpenAsync(options, time, cancellationToken).ConfigureAwait(false);
        if (premises is null)
        {
            return (null, error);
        }

        GatewayParts parts;
        try
        {
            parts = await GatewayParts.StartAsync(premises, options.Demo, time, logs, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException damaged)
        {
            await premises.DisposeAsync().ConfigureAwait(false);
            return (null, $"The database '{premises.Directory?.Database}' can not be read: {damaged.Message} Put a backup in its place, or move it away to start with an empty one.");
        }

        var host = new GatewayHost(premises, parts, options, logs);
        var starts = options.WithProxy && (!options.Desktop || premises.Config.Current.Proxy.AutoStart);
        if (starts && (await parts.Proxy.StartAsync(cancellationToken).ConfigureAwait(false)).Error is { } refused && !options.Desktop)
        {
            await host.DisposeAsync().ConfigureAwait(false);
            return (null, refused);
        }

        await host.OpenConsoleAsync(premises.Config.Current.Console, cancellationToken).ConfigureAwait(false);
        host.WriteRuntime();
        parts.Proxy.Changed += host.WriteRuntime;
        premises.Config.Changed += host.Follow;
        return (host, null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _premises.Config.Changed -= Follow;
        Parts.Proxy.Changed -= WriteRuntime;
        await _moving.ConfigureAwait(false);
        var console = Console is null ? Task.CompletedTask : Console.DisposeAsync().AsTask();
        await Parts.DisposeAsync().ConfigureAwait(false);
        await console.ConfigureAwait(false);
        _runtime?.Dispose();
        await _premises.DisposeAsync().ConfigureAwait(false);
        _move.Dispose();
    }

    private async Task OpenConsoleAsync(ConsoleConfig config, CancellationToken cancellationToken)
    {
        var pages = !_options.NoConsole && _options.WithProxy;
        (Console, ConsoleError) = await ConsoleHost.StartAsync(config, Parts, pages, _logs, cancellationToken).ConfigureAwait(false);
    }

    private void Follow(GatewayConfig before, GatewayConfig after)
    {
        if (before.Console.Port != after.Console.Port || before.Console.AllowLanAccess != after.Console.AllowLanAccess)
        {
            _moving = MoveConsoleAsync(before.Console.Port == after.Console.Port, after.Console);
        }
    }

    // Another port is opened before the old one closes, so that a port already taken costs nobody the console. The request that asked
    // for the move is answered by the old one.
    private async Task MoveConsoleAsync(bool samePort, ConsoleConfig config)
    {
        await _move.WaitAsync().ConfigureAwait(false);
        try
        {
            var old = Console;
            if (samePort && old is not null)
            {
                await Task.Yield();
                await old.DisposeAsync().ConfigureAwait(false);
            }

            await OpenConsoleAsync(config, CancellationToken.None).ConfigureAwait(false);
            if (Console is null && !samePort)
            {
                Console = old;
            }
            else if (old is not null && !samePort)
            {
                await old.DisposeAsync().ConfigureAwait(false);
            }

            if (ConsoleError is { } error)
            {
                LogConsoleNotMoved(error);
            }

            WriteRuntime();
            ConsoleMoved?.Invoke();
        }
        finally
        {
            _move.Release();
        }
    }

    private void WriteRuntime()
    {
        try
        {
            _runtime?.Write(new RuntimeInfo(Environment.ProcessId, Parts.Proxy.Status.Url, Console?.Url, ProgramVersion.Text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk must not keep the proxy from starting, stopping or moving.
            LogRuntimeNotWritten(error);
        }
    }

    [LoggerMessage(7001, LogLevel.Warning, "The console could not be moved: {Reason}")]
    private partial void LogConsoleNotMoved(string reason);

    [LoggerMessage(7002, LogLevel.Warning, "runtime.json could not be written; commands may not find this gateway.")]
    private partial void LogRuntimeNotWritten(Exception error);
}
