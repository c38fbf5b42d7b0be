using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>Named client keys with their limits and what they used today.</summary>
public sealed partial class KeysPanel
{
    private ImmutableArray<KeyView> _keys = [];
    private KeyForm? _form;
    private KeyView? _made;
    private IDisposable? _news;

    /// <summary>True where no request has to carry a key.</summary>
    [Parameter]
    public bool AuthIsOff { get; set; }

    [Inject]
    private Texts T { get; set; } = null!;

    [Inject]
    private KeyCommands Keys { get; set; } = null!;

    [Inject]
    private RequestQueries Requests { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private static DialogOptions Options { get; } = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true, BackdropClick = false };

    /// <inheritdoc/>
    public void Dispose() => _news?.Dispose();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _keys = Keys.List();
        _news = Requests.OnRecorded(() => _ = InvokeAsync(Refresh));
    }

    // A busy gateway records much; the sums of a day need no more than a look now and then.
    private DateTimeOffset _seen;

    private void Refresh()
    {
        if (Clock.GetUtcNow() - _seen >= TimeSpan.FromSeconds(1))
        {
            (_seen, _keys) = (Clock.GetUtcNow(), Keys.List());
            StateHasChanged();
        }
    }

    private string Describe(KeyView view)
    {
        var key = view.Key;
        return string.Join(" · ", new[]
        {
            T.Format("KeyToday", T.Compact(view.TokensToday), T.Money(view.CostTodayUsd)),
            key.ExpiresAt is { } until ? T.Format("KeyUntil", until.ToString("d", T.Culture)) : null,
            key.Models.IsEmpty ? null : string.Join(", ", key.Models),
            key.RequestsPerMinute is { } rpm ? $"{T["KeyRpm"]}: {T.Number(rpm)}" : null,
            key.TokensPerMinute is { } tpm ? $"{T["KeyTpm"]}: {T.Number(tpm)}" : null,
            key.DailyTokens is { } tokens ? $"{T["KeyDailyTokens"]}: {T.Number(tokens)}" : null,
            key.DailyCostUsd is { } cost ? $"{T["KeyDailyCost"]}: {T.Money(cost)}" : null,
        }.OfType<string>());
    }

    private async Task SaveAsync()
    {
        var form = _form!;
        var result = form.Id is null ? await Keys.CreateAsync(form.ToJson(), CancellationToken.None) : await Keys.PatchAsync(form.Id, form.ToJson(), CancellationToken.None);
        form.Errors = result.Errors;
        if (result.Errors.IsEmpty)
        {
            (_form, _made) = (null, result.Key?.Secret is null ? _made : result.Key);
            _keys = Keys.List();
        }
    }

    private async Task EnableAsync(string id, bool enabled)
    {
        using var patch = JsonDocument.Parse(enabled ? """{"enabled":true}""" : """{"enabled":false}""");
        await Keys.PatchAsync(id, patch.RootElement, CancellationToken.None);
        _keys = Keys.List();
    }

    private async Task DeleteAsync(ClientKey key)
    {
        if (await Dialogs.ShowMessageBoxAsync(T["Delete"], T.Format("DeleteKeyQuestion", key.Name), yesText: T["Delete"], cancelText: T["Cancel"]) == true)
        {
            await Keys.DeleteAsync(key.Id, CancellationToken.None);
            _keys = Keys.List();
        }
    }
}
