using System.Collections.Immutable;
using AntigravityTools.App.Platform;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.App.Hosting;

/// <summary>What a gateway needs before it can be built: its directory and lock, configuration, secrets and stores.</summary>
internal sealed class Premises : IAsyncDisposable
{
    // Commands of a script may hold the directory one after the other.
    private static readonly TimeSpan OwnerPatience = TimeSpan.FromSeconds(20);

    private Premises()
    {
    }

    /// <summary>The directory; null where nothing is kept.</summary>
    public DataDirectory? Directory { get; private init; }

    /// <summary>Where the clients' former settings are kept; null where they would be lost at exit.</summary>
    public string? Connections { get; private init; }

    /// <summary>The configuration.</summary>
    public ConfigStore Config { get; private set; } = null!;

    /// <summary>The bearer secret of the management API.</summary>
    public string AdminKey { get; private set; } = "";

    /// <summary>What encrypts credentials.</summary>
    public ISecretProtector Protector { get; private set; } = null!;

    /// <summary>The stores.</summary>
    public StoreSet Stores { get; private set; } = null!;

    /// <summary>The environment variables at start.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>True under <c>desktop</c>.</summary>
    public bool Desktop { get; init; }

    private DirectoryLock? Lock { get; init; }

    /// <summary>Opens everything, or says in one sentence why not; nothing on disk is overwritten then.</summary>
    public static async Task<(Premises? Premises, string? Error)> OpenAsync(GatewayOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var directory = options.Ephemeral ? null : DataDirectory.Locate(options.DataDirectory, options.Environment);
        var claim = directory is null ? null : await DirectoryClaim.MakeAsync(directory, OwnerPatience, time, cancellationToken).ConfigureAwait(false);
        if (claim is { Lock: null })
        {
            return (null, claim.Error ?? OwnedBy(directory!, claim.Owner!));
        }

        var premises = new Premises
        {
            Directory = directory,
            Lock = claim?.Lock,
            Environment = options.Environment,
            Desktop = options.Desktop,
            Connections = options.Throwaway ? null : directory?.Connections,
        };
        try
        {
            var error = await premises.OpenPartsAsync(options, time, cancellationToken).ConfigureAwait(false);
            if (error is null)
            {
                return (premises, null);
            }

            await premises.DisposeAsync().ConfigureAwait(false);
            return (null, error);
        }
        catch (Exception failure) when (directory is not null && failure is IOException or UnauthorizedAccessException)
        {
            await premises.DisposeAsync().ConfigureAwait(false);
            return (null, directory!.Unusable(failure.Message));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Stores is not null)
        {
            await Stores.DisposeAsync().ConfigureAwait(false);
        }

        Config?.Dispose();
        Lock?.Dispose();
    }

    private async Task<string?> OpenPartsAsync(GatewayOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var (config, errors) = await ConfigStore.OpenAsync(Directory?.Config, OverridesOf(options), cancellationToken).ConfigureAwait(false);
        if (config is null)
        {
            var where = Directory is null ? "The configuration" : $"'{Directory.Config}'";
            return $"{where} is refused: {string.Join(" ", errors.Select(error => error.Message))}";
        }

        Config = config;
        AdminKey = Directory is null ? Platform.AdminKey.New() : Platform.AdminKey.LoadOrCreate(Directory.AdminKey);
        (var protector, var error) = SecretProtectors.Open(Directory);
        if (protector is null)
        {
            return error;
        }

        Protector = protector;
        (var stores, error) = StoreOpener.Open(Directory, protector, time);
        Stores = stores!;
        return error;
    }

    private static ConfigOverrides OverridesOf(GatewayOptions options)
    {
        var values = ImmutableDictionary<string, string>.Empty;
        values = options.Port is { } port ? values.Add("proxy.port", FormattableString.Invariant($"{port}")) : values;
        values = options.ConsolePort is { } console ? values.Add("console.port", FormattableString.Invariant($"{console}")) : values;
        return new ConfigOverrides { Environment = options.Environment, Options = values };
    }

    private static string OwnedBy(DataDirectory directory, RuntimeInfo owner) =>
        $"Antigravity Tools already runs on '{directory.Path}': process {owner.Pid}, proxy {owner.ProxyUrl ?? "stopped"}, console {owner.ConsoleUrl ?? "none"}. "
        + "Use that one, end it first, or name another directory with --data-dir.";
}
