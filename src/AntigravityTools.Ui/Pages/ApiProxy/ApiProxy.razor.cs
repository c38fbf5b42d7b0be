using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Protocols.Model;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using RouteView = AntigravityTools.Core.Management.RouteView;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>The listener that clients talk to: state, address, key, strategy, and where a request would go.</summary>
public sealed partial class ApiProxy
{
    private bool _showKey;
    private bool _askLan;
    private string _lanMode = "all_except_health";
    private string _model = "";
    private Protocol _protocol = Protocol.OpenAIChat;
    private int _port;
    private string? _refused;
    private RouteView? _route;

    [Inject]
    private ProxyCommands Proxy { get; set; } = null!;

    [Inject]
    private ConfigCommands Config { get; set; } = null!;

    [Inject]
    private RouteCommands Routes { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _port = Config.Current.Port;
        _model = Routes.Models.FirstOrDefault() ?? "";
        Proxy.Changed += Signal;
        Config.Changed += Signal;
    }

    /// <inheritdoc/>
    protected override void Leave()
    {
        Proxy.Changed -= Signal;
        Config.Changed -= Signal;
    }

    /// <inheritdoc/>
    protected override Task PullAsync() => Task.CompletedTask;

    private async Task SavePortAsync() => await ApplyAsync($$$"""{"proxy":{"port":{{{_port}}}}}""");

    private Task PatchAsync(string section, string key, string value) =>
        ApplyAsync($$$"""{"{{{section}}}":{"{{{key}}}":"{{{JsonEncodedText.Encode(value)}}}"}}""");

    private async Task LanAsync(bool open)
    {
        _askLan = open && Config.Current.AuthMode == "off";
        if (!_askLan)
        {
            await ApplyAsync(open ? """{"proxy":{"allow_lan_access":true}}""" : """{"proxy":{"allow_lan_access":false}}""");
        }
    }

    private async Task OpenLanAsync()
    {
        await ApplyAsync($$$"""{"proxy":{"allow_lan_access":true,"auth_mode":"{{{_lanMode}}}"}}""");
        _askLan = false;
    }

    private async Task ApplyAsync(string patch)
    {
        var errors = await Config.PatchAsync(patch, CancellationToken.None);
        _refused = errors.IsEmpty ? null : string.Join(" ", errors.Select(error => error.Message));
    }

    private async Task RegenerateAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(T["Regenerate"], T["RegenerateQuestion"], yesText: T["Regenerate"], cancelText: T["Cancel"]) == true)
        {
            await Proxy.RegenerateKeyAsync(CancellationToken.None);
        }
    }

    private void Try() => _route = string.IsNullOrWhiteSpace(_model) ? null : Routes.Resolve(_model.Trim(), _protocol);
}
