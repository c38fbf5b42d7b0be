using AntigravityTools.Core.Management;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>The accounts: what each can do now, and what a person can do about it.</summary>
public sealed partial class Accounts
{
    [Inject]
    private AccountCommands Commands { get; set; } = null!;

    [Inject]
    private ProviderQueries Providers { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private AccountsViewModel View { get; } = new();

    private AccountFormModel? Form { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => Commands.Changed += Signal;

    /// <inheritdoc/>
    protected override void Leave() => Commands.Changed -= Signal;

    /// <inheritdoc/>
    protected override async Task PullAsync() => View.Accounts = await Commands.ListAsync(Gone);

    private void OpenForm() => Form = new AccountFormModel { Provider = Providers.All[0].Name };

    private void CloseForm() => Form = null;

    private async Task SaveAsync()
    {
        var result = await Commands.AddAsync(Form!.ToDraft(), CancellationToken.None);
        Form.Errors = result.Errors;
        if (result.Errors.IsEmpty)
        {
            Form = null;
            Snackbar.Add(T["Saved"], Severity.Success);
        }

        await PullSafelyAsync();
    }

    private async Task EnableAsync(AccountView account, bool enabled)
    {
        await Commands.UpdateAsync(account.Id, new AccountDraft { Enabled = enabled }, CancellationToken.None);
        await PullSafelyAsync();
    }

    private async Task TestAsync(AccountView account)
    {
        if (await Commands.TestAsync(account.Id, Gone) is { } test)
        {
            Snackbar.Add(test.Ok ? T.Format("TestOk", account.Name, test.LatencyMs, test.Message) : test.Message, test.Ok ? Severity.Success : Severity.Error);
        }

        await PullSafelyAsync();
    }

    private async Task ResetAsync(AccountView account)
    {
        await Commands.ResetAsync(account.Id, Gone);
        await PullSafelyAsync();
    }

    private async Task DeleteAsync(AccountView account)
    {
        if (await Dialogs.ShowMessageBoxAsync(T["Delete"], T.Format("DeleteQuestion", account.Name), yesText: T["Delete"], cancelText: T["Cancel"]) == true)
        {
            await Commands.DeleteAsync(account.Id, CancellationToken.None);
            await PullSafelyAsync();
        }
    }
}
