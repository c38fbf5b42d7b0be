using System.Net.Http.Headers;
using System.Text;
using AntigravityTools.App.Hosting;
using AntigravityTools.App.Platform;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Commands.Access;

/// <summary>
/// The management API for a command: the live owner's, or that of a host without a proxy which lives as long as the command.
/// Either way a command does what the console does.
/// </summary>
internal sealed class ManagementAccess : IAsyncDisposable
{
    private static readonly TimeSpan OwnerPatience = TimeSpan.FromSeconds(10);
    private readonly HttpClient _client;
    private readonly GatewayHost? _own;
    private readonly ILoggerFactory? _logs;

    private ManagementAccess(Uri address, string adminKey, GatewayHost? own, ILoggerFactory? logs)
    {
        (_own, _logs) = (own, logs);

        // A large backup takes its time, and whoever waits for it can press Ctrl-C.
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
    }

    /// <summary>The data directory.</summary>
    public required DataDirectory Directory { get; init; }

    /// <summary>True where a gateway runs on the data directory.</summary>
    public bool IsLive => _own is null;

    /// <summary>Reaches the owner of a data directory, or becomes it; the error is one sentence.</summary>
    public static async Task<(ManagementAccess? Access, string? Error)> OpenAsync(string? dataDirectory, CancellationToken cancellationToken)
    {
        var first = await TryOpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);

        // A gateway that took the directory between our look and our own start is found at the second look.
        var last = first.Raced ? await TryOpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false) : first;
        return (last.Access, last.Error);
    }

    private static async Task<(ManagementAccess? Access, string? Error, bool Raced)> TryOpenAsync(string? dataDirectory, CancellationToken cancellationToken)
    {
        var environment = CommonOptions.Environment();
        var directory = DataDirectory.Locate(dataDirectory, environment);
        var claim = await DirectoryClaim.MakeAsync(directory, OwnerPatience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        if (claim.Error is { } unusable)
        {
            return (null, unusable, false);
        }

        if (claim.Owner is { } owner)
        {
            var (live, unreachable) = Live(directory, owner);
            return (live, unreachable, false);
        }

        claim.Lock!.Dispose();
        var logs = HostLogging.Create(LogLevel.Error);
        var options = new GatewayOptions { DataDirectory = dataDirectory, ConsolePort = 0, WithProxy = false, Environment = environment };
        var (host, error) = await GatewayHost.StartAsync(options, TimeProvider.System, logs, cancellationToken).ConfigureAwait(false);
        if (host?.Console is { } console)
        {
            return (new ManagementAccess(new Uri(console.Url), host.AdminKey, host, logs) { Directory = directory }, null, false);
        }

        var raced = host is null && RuntimeFile.Read(directory.Runtime) is not null;
        if (host is not null)
        {
            error = host.ConsoleError;
            await host.DisposeAsync().ConfigureAwait(false);
        }

        logs.Dispose();
        return (null, error, raced);
    }

    /// <summary>Sends a call; a connection that fails is a value too.</summary>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        try
        {
            using var answer = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return new ApiAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (HttpRequestException error)
        {
            return Unanswered(error);
        }
    }

    /// <summary>Sends a call whose answer is a file; the file is written where it went well.</summary>
    public async Task<ApiAnswer> DownloadAsync(string path, string json, Stream file, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                return new ApiAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            }

            await answer.Content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            return new ApiAnswer((int)answer.StatusCode, "");
        }
        catch (HttpRequestException error)
        {
            return Unanswered(error);
        }
    }

    /// <summary>Sends a file as part of a form.</summary>
    public async Task<ApiAnswer> UploadAsync(string path, MultipartFormDataContent form, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), form, cancellationToken).ConfigureAwait(false);
            return new ApiAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (HttpRequestException error)
        {
            return Unanswered(error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_own is not null)
        {
            await _own.DisposeAsync().ConfigureAwait(false);
        }

        _logs?.Dispose();
    }

    private ApiAnswer Unanswered(HttpRequestException error) =>
        new(0, $$"""{"detail":"The running gateway at {{_client.BaseAddress}} does not answer ({{error.HttpRequestError}})."}""");

    private static (ManagementAccess? Access, string? Error) Live(DataDirectory directory, RuntimeInfo owner)
    {
        if (owner.ConsoleUrl is null)
        {
            return (null, $"Antigravity Tools runs on '{directory.Path}' (process {owner.Pid}) without a console, because its port was taken. Free the port and start it again, or end it first.");
        }

        return AdminKey.Read(directory.AdminKey) is { } key
            ? (new ManagementAccess(new Uri(owner.ConsoleUrl), key, null, null) { Directory = directory }, null)
            : (null, $"'{directory.AdminKey}' can not be read, so the running gateway (process {owner.Pid}) will not answer.");
    }
}
