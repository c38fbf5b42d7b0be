using System.Collections.Immutable;
using System.Net.Sockets;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Management;
using AntigravityTools.Server.Auth;
using AntigravityTools.Server.Requests;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server.Listening;

/// <summary>The proxy as a thing that can be switched on and off, again and again, while the process lives.</summary>
public sealed partial class ProxyHost : IProxyControl, IAsyncDisposable
{
    private readonly ProxyServices _services;
    private readonly LocalNames _names;
    private readonly ProxyHandler _handler;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _switch = new(1, 1);
    private readonly Lock _lock = new();
    private readonly List<Task> _background = [];
    private ProxyListener? _listener;
    private ProxyStatus _status;

    /// <summary>Makes a proxy that is not listening yet.</summary>
    public ProxyHost(ProxyServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _services = services;
        _names = new(services.Time);
        _handler = new(services, _names);
        _logger = services.Logs.CreateLogger<ProxyHost>();
        _status = new() { State = "stopped", Port = services.Config().Proxy.Port };
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public ProxyStatus Status
    {
        get
        {
            var status = Volatile.Read(ref _status);
            return status with
            {
                InFlight = _handler.InFlight,
                Port = status.State == "running" ? status.Port : _services.Config().Proxy.Port,
            };
        }
    }

    /// <inheritdoc/>
    public async Task<ProxyStatus> StartAsync(CancellationToken cancellationToken)
    {
        await _switch.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_listener is null)
            {
                Publish(await OpenAsync(_services.Config().Proxy, cancellationToken).ConfigureAwait(false));
            }
        }
        finally
        {
            _switch.Release();
        }

        return Status;
    }

    /// <inheritdoc/>
    /// <remarks>Once begun it goes on to the end; the token only ends the waiting.</remarks>
    public async Task<ProxyStatus> StopAsync(CancellationToken cancellationToken)
    {
        Task closing;
        await _switch.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            closing = CloseListener();
            Publish(new() { State = "stopped", Since = _services.Time.GetUtcNow() });
        }
        finally
        {
            _switch.Release();
        }

        await closing.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Status;
    }

    /// <summary>Follows a change of the configuration: a new port or LAN switch moves an open listener, the old one drains by itself.</summary>
    public void Apply(GatewayConfig before, GatewayConfig after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Proxy.Port != after.Proxy.Port || before.Proxy.AllowLanAccess != after.Proxy.AllowLanAccess)
        {
            Own(MoveAsync(after.Proxy));
        }
    }

    /// <summary>Stops as <see cref="StopAsync"/> does and waits for listeners that still drain.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        Task[] open;
        lock (_lock)
        {
            open = [.. _background];
        }

        await Task.WhenAll(open).ConfigureAwait(false);
        _switch.Dispose();
    }

    private async Task MoveAsync(ProxyConfig config)
    {
        await _switch.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_listener is not { } old || (old.Port == config.Port && old.LanOpen == config.AllowLanAccess))
            {
                return;
            }

            // The same port can not be opened twice; another one is opened first, so that a port already taken costs nobody the proxy.
            if (old.Port == config.Port)
            {
                Own(DrainAsync(old));
                _listener = null;
            }

            var next = await OpenAsync(config, CancellationToken.None).ConfigureAwait(false);
            if (next.State == "running" && !ReferenceEquals(old, _listener) && old.Port != config.Port)
            {
                Own(DrainAsync(old));
            }

            Publish(next.State != "running" && _listener is not null ? Volatile.Read(ref _status) with { Error = next.Error } : next);
        }
        finally
        {
            _switch.Release();
        }
    }

    private async Task<ProxyStatus> OpenAsync(ProxyConfig config, CancellationToken cancellationToken)
    {
        var now = _services.Time.GetUtcNow();
        if (config.AllowLanAccess && config.AuthMode == AuthMode.Off)
        {
            const string NoKey = "The proxy is not opened to the LAN without a key; set proxy.auth_mode to auto, all_except_health or strict.";
            return new() { State = "failed", Since = now, Error = NoKey };
        }

        var opened = await ProxyListener.OpenAsync(config, _handler, _services, cancellationToken).ConfigureAwait(false);
        if (opened.Listener is not { } listener)
        {
            return new() { State = "failed", Since = now, Error = opened.Error };
        }

        _listener = listener;
        return new()
        {
            State = "running",
            Since = now,
            Port = listener.Port,
            Url = $"http://127.0.0.1:{listener.Port}",
            LanUrls = listener.LanOpen ? LanUrls(listener.Port) : [],
        };
    }

    private Task CloseListener()
    {
        if (_listener is not { } listener)
        {
            return Task.CompletedTask;
        }

        _listener = null;
        var closing = DrainAsync(listener);
        Own(closing);
        return closing;
    }

    private async Task DrainAsync(ProxyListener listener)
    {
        await listener.CloseAsync(_services.Config().Proxy.Drain).ConfigureAwait(false);

        // Kestrel may take another second over connections that were broken; nobody needs to wait for that but the end of the process.
        Own(listener.DisposeAsync().AsTask());
    }

    private void Own(Task task)
    {
        lock (_lock)
        {
            _background.RemoveAll(known => known.IsCompletedSuccessfully);
            _background.Add(task);
        }
    }

    private ImmutableArray<string> LanUrls(int port) =>
    [
        .. _names.Addresses
            .Where(address => !address.IsIPv6LinkLocal)
            .OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6)
            .Select(address => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"http://[{address}]:{port}" : $"http://{address}:{port}"),
    ];

    private void Publish(ProxyStatus status)
    {
        Volatile.Write(ref _status, status);
        if (status.Error is { } error)
        {
            LogFailed(error);
        }
        else
        {
            LogState(status.State, status.Url ?? "-");
        }

        Changed?.Invoke();
    }

    [LoggerMessage(6011, LogLevel.Information, "The proxy is {State}: {Url}")]
    private partial void LogState(string state, string url);

    [LoggerMessage(6012, LogLevel.Error, "The proxy can not listen: {Reason}")]
    private partial void LogFailed(string reason);
}
