using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>The accounts: what each can do now, and what a person can do about it.</summary>
public sealed partial class Accounts
{
    private AccountFormModel? _form;
    private string? _dragged;
    private string? _over;
    private bool _saving;

    /// <summary>Text to find.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>Only accounts of this provider.</summary>
    [SupplyParameterFromQuery]
    public string? Provider { get; set; }

    /// <summary>Only accounts in this state.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>The order.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    /// <summary><c>cards</c>, or rows.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? Layout { get; set; }

    /// <summary>The way of adding whose dialog is open.</summary>
    [SupplyParameterFromQuery]
    public string? Add { get; set; }

    /// <summary>The account that signs in again, where that dialog is open.</summary>
    [SupplyParameterFromQuery(Name = "signin")]
    public string? Again { get; set; }

    [Inject]
    private AccountsViewModel View { get; set; } = null!;

    [Inject]
    private AccountCommands Commands { get; set; } = null!;

    [Inject]
    private AccountPin Pin { get; set; } = null!;

    [Inject]
    private ProviderQueries Providers { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private static DialogOptions Wide { get; } = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true, BackdropClick = false };

    /// <inheritdoc/>
    protected override void OnInitialized() => Commands.Changed += Signal;

    /// <inheritdoc/>
    protected override void Leave() => Commands.Changed -= Signal;

    /// <inheritdoc/>
    protected override Task PullAsync()
    {
        View.Filter = new AccountFilter
        {
            Text = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(),
            Provider = string.IsNullOrEmpty(Provider) ? null : Provider,
            State = AccountStateNames.Parse(State ?? ""),
            Sort = AccountFilter.Sorts.Contains(Sort) ? Sort! : AccountFilter.Sorts[0],
        };
        return View.PullAsync(Gone);
    }

    private static string? Word(ChangeEventArgs change) => change.Value is string { Length: > 0 } word ? word : null;

    private async Task AddedAsync(AccountView account)
    {
        Keep(("add", null));
        Snackbar.Add(T.Format("AccountAdded", account.Name, T.Of(account.Status.State)), account.Status.State == AccountState.Ready ? Severity.Success : Severity.Warning);
        await PullSafelyAsync();
    }

    private async Task SignedInAsync(string id)
    {
        Keep(("add", null), ("signin", null));
        if (await Commands.GetAsync(id, CancellationToken.None) is { } account)
        {
            Snackbar.Add(T.Format("SignedInAs", account.Email ?? account.Name, T.Of(account.Status.State)), account.Status.State == AccountState.Ready ? Severity.Success : Severity.Warning);
        }

        await PullSafelyAsync();
    }

    private async Task SaveAsync()
    {
        _saving = true;
        var result = await Commands.UpdateAsync(_form!.Id!, _form.ToDraft(), CancellationToken.None);
        _saving = false;
        _form.Errors = result.Errors;
        if (result.Errors.IsEmpty)
        {
            _form = null;
            Snackbar.Add(T["Saved"], Severity.Success);
        }

        await PullSafelyAsync();
    }

    private async Task EnableAsync(AccountView account, bool enabled)
    {
        await Commands.UpdateAsync(account.Id, new AccountDraft { Enabled = enabled }, CancellationToken.None);
        await PullSafelyAsync();
    }

    private async Task ActAsync(AccountView account, string action)
    {
        switch (action)
        {
            case "edit":
                _form = AccountFormModel.Of(account);
                return;
            case "signin":
                Keep(("signin", account.Id));
                return;
            case "refresh":
                Tell(account, await View.RefreshAsync(account.Id, Gone));
                break;
            case "delete":
                await DeleteAsync([account]);
                break;
            case "reset":
                await Commands.ResetAsync(account.Id, CancellationToken.None);
                Snackbar.Add(T.Format("ResetDone", account.Name), Severity.Success);
                break;
            case "pin" or "unpin":
                await Pin.SetAsync(account.Id, action == "pin", CancellationToken.None);
                break;
            case "up" or "down":
                await View.MoveAsync(account.Id, action == "up" ? -1 : 1, CancellationToken.None);
                break;
            default:
                await TestAsync(account, generate: action == "generate");
                break;
        }

        await PullSafelyAsync();
    }

    private void Tell(AccountView before, AccountView? after)
    {
        if (after is not null)
        {
            Snackbar.Add(T.Format("Refreshed", before.Name, T.Of(after.Status.State)), after.Status.State is AccountState.Ready or AccountState.Busy ? Severity.Success : Severity.Warning);
        }
    }

    private async Task TestAsync(AccountView account, bool generate)
    {
        if (await View.TestAsync(account.Id, generate, Gone) is { } test)
        {
            Snackbar.Add(test.Ok && test.Model is not null ? $"{account.Name}: {T.Said(test.Message)}" : test.Ok ? T.Format("TestOk", account.Name, test.LatencyMs, T.Format("ModelCount", test.Models.Length)) : $"{account.Name}: {T.Said(test.Message)}",
                test.Ok ? Severity.Success : Severity.Error);
        }
    }

    private async Task BulkAsync(string action)
    {
        if (action == "delete")
        {
            await DeleteAsync(View.Picked);
        }
        else
        {
            var failures = await View.RunBulkAsync(action, CancellationToken.None);
            Snackbar.Add(failures.IsEmpty ? T["BulkDone"] : string.Join(" · ", failures.Select(failure => $"{failure.Name}: {T.Said(failure.Error)}")),
                failures.IsEmpty ? Severity.Success : Severity.Error);
        }

        await PullSafelyAsync();
    }

    private async Task DeleteAsync(IReadOnlyList<AccountView> accounts)
    {
        var question = accounts.Count == 1 ? T.Format("DeleteQuestion", accounts[0].Name) : T.Format("DeleteManyQuestion", accounts.Count);
        if (await Dialogs.ShowMessageBoxAsync(T["Delete"], question, yesText: T["Delete"], cancelText: T["Cancel"]) != true)
        {
            return;
        }

        foreach (var account in accounts)
        {
            await Commands.DeleteAsync(account.Id, CancellationToken.None);
        }

        Snackbar.Add(T.Format("DeletedCount", accounts.Count), Severity.Normal, options =>
        {
            options.VisibleStateDuration = 30_000;
            options.Action = T["Undo"];
            options.OnClick = _ => UndoAsync(accounts);
        });
    }

    private async Task UndoAsync(IReadOnlyList<AccountView> accounts)
    {
        var restored = await View.RestoreAsync(accounts.Select(account => account.Id), CancellationToken.None);
        Snackbar.Add(restored == accounts.Count ? T["Restored"] : T["RestoreFailed"], restored == accounts.Count ? Severity.Success : Severity.Error);
    }

    private async Task ExportSecretsAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(T["ExportSecrets"], T["ExportSecretsQuestion"], yesText: T["Export"], cancelText: T["Cancel"]) == true)
        {
            Navigation.NavigateTo("/api/accounts/export?secrets=true", forceLoad: true);
        }
    }

    private async Task DropAsync(string target)
    {
        if (_dragged is { } dragged && dragged != target && View.Filter.CanReorder)
        {
            await View.MoveAsync(dragged, target, CancellationToken.None);
            await PullSafelyAsync();
        }

        EndDrag();
    }

    private void EndDrag() => (_dragged, _over) = (null, null);
}
