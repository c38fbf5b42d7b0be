using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Server.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AntigravityTools.Server.OAuthCallback;

/// <summary>One port that waits for one browser. Whoever else comes is turned away without harm.</summary>
internal sealed class LoopbackListener : IRedirectListener
{
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);
    private readonly WebApplication _container;
    private readonly IServer _server;

    private LoopbackListener(int port)
    {
        RedirectUri = FormattableString.Invariant($"http://127.0.0.1:{port}{CallbackApplication.Path}");

        // Never started as an application: it only puts Kestrel together, without signals, settings or logging of its own.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 0;
            options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            options.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        _container = builder.Build();
        _server = _container.Services.GetRequiredService<IServer>();
    }

    public string RedirectUri { get; }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LoopbackListener> OpenAsync(
        int port, Func<RedirectQuery, CancellationToken, Task<RedirectPage>> answer, Func<string, PageSpeech> speech, CancellationToken cancellationToken)
    {
        var listener = new LoopbackListener(port);
        try
        {
            await listener._server.StartAsync(new CallbackApplication(answer, speech), cancellationToken).ConfigureAwait(false);
            return listener;
        }
        catch
        {
            await listener.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The browser that brought the code is being answered; one that hangs is cut off.
        using var patience = new CancellationTokenSource(ClosePatience);
        await _server.StopAsync(patience.Token).ConfigureAwait(false);
        await _container.DisposeAsync().ConfigureAwait(false);
    }
}
