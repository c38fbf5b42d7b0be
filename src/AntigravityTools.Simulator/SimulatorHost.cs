using System.Net;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AntigravityTools.Simulator;

/// <summary>
/// Stand-in AI providers on one loopback port, in their real wire shapes: OpenAI (Chat, Responses and the rest), Anthropic, Gemini and an
/// OAuth server. Answers are deterministic; faults and streams are scripted per credential.
/// </summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    /// <summary>Scripts every credential that has no script of its own, and requests without one.</summary>
    public const string AnyCredential = "*";

    private readonly WebApplication _container;
    private readonly IServer _server;
    private readonly SimulatorState _state;
    private readonly CancellationTokenSource _stopping;

    private SimulatorHost(WebApplication container, IServer server, SimulatorState state, CancellationTokenSource stopping, Uri baseUrl)
    {
        _container = container;
        _server = server;
        _state = state;
        _stopping = stopping;
        BaseUrl = baseUrl;
    }

    /// <summary>The origin, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Base URL as Anthropic's SDKs take it (without <c>/v1</c>).</summary>
    public Uri AnthropicUrl => BaseUrl;

    /// <summary>Base URL as OpenAI's SDKs take it (with <c>/v1</c>).</summary>
    public Uri OpenAiUrl => new(BaseUrl, "v1");

    /// <summary>Base URL as Google's SDKs take it (without a version).</summary>
    public Uri GeminiUrl => BaseUrl;

    /// <summary>OAuth page that redirects back with a code.</summary>
    public Uri AuthorizeUrl => new(BaseUrl, "oauth/authorize");

    /// <summary>OAuth token endpoint.</summary>
    public Uri TokenUrl => new(BaseUrl, "oauth/token");

    /// <summary>OAuth user info endpoint.</summary>
    public Uri UserInfoUrl => new(BaseUrl, "oauth/userinfo");

    /// <summary>The last requests, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _state.Log.Snapshot();

    /// <summary>Starts a simulator.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        // The application is never started: it only puts Kestrel together with its own memory pool, which `new KestrelServer` lacks.
        // The embedding process keeps its own signals, configuration and logging.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options.Port));
        var container = builder.Build();
        var server = container.Services.GetRequiredService<IServer>();
        var stopping = new CancellationTokenSource();
        var state = new SimulatorState(options);
        try
        {
            await server.StartAsync(new SimulatorApplication(state, stopping.Token), cancellationToken);
        }
        catch
        {
            await container.DisposeAsync();
            stopping.Dispose();
            throw;
        }
        var address = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return new SimulatorHost(container, server, state, stopping, new Uri(address));
    }

    /// <summary>Queues behaviours for a credential: one per request, in order, then normal answers.</summary>
    /// <param name="credential">The key or token as the provider receives it, a refresh token, or <see cref="AnyCredential"/>.</param>
    /// <param name="steps">What to do with the next requests.</param>
    public void Script(string credential, params IReadOnlyList<Behaviour> steps) => _state.Script.Enqueue(credential, steps);

    /// <summary>Sets what happens to every request of a credential once its queue is empty.</summary>
    public void Always(string credential, Behaviour behaviour) => _state.Script.SetStanding(credential, behaviour);

    /// <summary>Forgets all scripts and all recorded requests.</summary>
    public void Clear()
    {
        _state.Script.Clear();
        _state.Log.Clear();
    }

    /// <summary>Completes with the first request, recorded or yet to come, that matches.</summary>
    public Task<RecordedRequest> WaitForRequestAsync(Predicate<RecordedRequest> match, CancellationToken cancellationToken) =>
        _state.Log.WaitAsync(match, cancellationToken);

    /// <summary>Makes a refresh token known to the token endpoint, as if its owner had signed in.</summary>
    /// <param name="refreshToken">The token.</param>
    /// <param name="email">Whose it is, as <see cref="UserInfoUrl"/> will say.</param>
    public void AddRefreshToken(string refreshToken, string email = "simulated.user@example.com") => _state.Tokens.AddRefreshToken(refreshToken, email);

    /// <summary>Makes a service account known: its signed assertions are exchanged for access tokens.</summary>
    /// <param name="email">The account's e-mail, the assertion's <c>iss</c>.</param>
    /// <param name="publicKeyPem">Its RSA public key, as PEM.</param>
    public void AddServiceAccount(string email, string publicKeyPem) => _state.Tokens.AddServiceAccount(email, publicKeyPem);

    /// <summary>Ends all running responses and closes the port.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _server.StopAsync(patience.Token);
        await _container.DisposeAsync();
        _stopping.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, port);
    }
}
