using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Ui.Components;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>The listener's settings as the page edits them: shown, changed, refused by field.</summary>
public sealed class ApiProxyViewModel(ProxyCommands proxy, ConfigCommands config)
{
    private const long MiB = 1 << 20;

    /// <summary>What the last change was refused for.</summary>
    public ImmutableArray<FieldError> Errors { get; private set; } = [];

    /// <summary>True where the LAN is about to be opened and needs an answer about authentication.</summary>
    public bool AsksForAuth { get; set; }

    /// <summary>The authentication to open the LAN with.</summary>
    public string LanAuth { get; set; } = "all_except_health";

    /// <summary>True where the key is shown in clear.</summary>
    public bool ShowsKey { get; set; }

    /// <summary>The listener.</summary>
    public ProxyStatus Status => proxy.Status;

    /// <summary>True while it accepts connections.</summary>
    public bool IsRunning => Status.State == "running";

    /// <summary>The base URL, also while it is stopped.</summary>
    public string Url => Status.Url ?? FormattableString.Invariant($"http://127.0.0.1:{Status.Port}");

    /// <summary>The settings.</summary>
    public ConfigView Config => config.Current;

    /// <summary>The client key.</summary>
    public string Key => proxy.ApiKey;

    /// <summary>The client key as it may be seen by a passer-by.</summary>
    public string MaskedKey => Key.Length < 12 ? "…" : $"{Key[..3]}…{Key[^4..]}";

    /// <summary>The numbers that are being edited.</summary>
    public LimitsForm Limits { get; private set; } = new();

    /// <summary>Fills the form with what is in force.</summary>
    public void Load()
    {
        var now = config.Current;
        Limits = new LimitsForm
        {
            Port = now.Port,
            RequestTimeoutSeconds = now.RequestTimeoutSeconds,
            IdleTimeoutSeconds = now.IdleTimeoutSeconds,
            DrainSeconds = now.DrainSeconds,
            MaxBodyMiB = (double)now.MaxBodyBytes / MiB,
            MaxAttempts = now.MaxAttempts,
            MaxWaitSeconds = now.MaxWaitSeconds,
            StickyMinutes = now.StickyMinutes,
            ReservePercent = now.ReservePercent,
        };
    }

    /// <summary>Opens or closes the listener.</summary>
    public Task<ProxyStatus> ToggleAsync() => IsRunning ? proxy.StopAsync(CancellationToken.None) : proxy.StartAsync(CancellationToken.None);

    /// <summary>Changes one key.</summary>
    public Task<bool> SetAsync(string section, string key, object? value) => ApplyAsync(SectionPatch.Of(section, (key, value)));

    /// <summary>Opens the LAN, or asks for authentication first where there is none; closes it at once.</summary>
    public Task<bool> SetLanAsync(bool open)
    {
        AsksForAuth = open && config.Current.AuthMode == "off";
        return AsksForAuth ? Task.FromResult(false) : SetAsync("proxy", "allow_lan_access", open);
    }

    /// <summary>Opens the LAN with the chosen authentication, in one step.</summary>
    public async Task<bool> OpenLanAsync()
    {
        var opened = await ApplyAsync(SectionPatch.Of("proxy", ("allow_lan_access", true), ("auth_mode", LanAuth)));
        AsksForAuth = !opened;
        return opened;
    }

    /// <summary>Saves the listener's numbers.</summary>
    public Task<bool> SaveListenerAsync() => ApplyAsync(SectionPatch.Of("proxy",
        ("port", Limits.Port), ("request_timeout_seconds", Limits.RequestTimeoutSeconds), ("idle_timeout_seconds", Limits.IdleTimeoutSeconds),
        ("drain_seconds", Limits.DrainSeconds), ("max_body_bytes", (long)(Limits.MaxBodyMiB * MiB))));

    /// <summary>Saves how accounts are picked.</summary>
    public Task<bool> SaveSchedulingAsync() => ApplyAsync(SectionPatch.Of("scheduling",
        ("max_attempts", Limits.MaxAttempts), ("max_wait_seconds", Limits.MaxWaitSeconds), ("sticky_minutes", Limits.StickyMinutes), ("reserve_percent", Limits.ReservePercent)));

    /// <summary>Makes a new client key.</summary>
    public async Task<bool> RegenerateKeyAsync()
    {
        (_, Errors) = await proxy.RegenerateKeyAsync(CancellationToken.None);
        return Errors.IsEmpty;
    }

    /// <summary>The error of a key, or null.</summary>
    public string? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;

    private async Task<bool> ApplyAsync(string patch)
    {
        Errors = await config.PatchAsync(patch, CancellationToken.None);
        return Errors.IsEmpty;
    }
}
