using System.Text.Json;
using AntigravityTools.Core.Management.Backups;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>Saves everything into a file, and brings it back after a look at what is in it.</summary>
public sealed partial class BackupSection : IAsyncDisposable
{
    private const string Script = "./_content/AntigravityTools.Ui/files.js";
    private ElementReference _file;
    private IJSObjectReference? _files;

    [Inject]
    private BackupCommands Backups { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    /// <summary>Raised after everything was replaced.</summary>
    [Parameter]
    public EventCallback Restored { get; set; }

    private bool Busy { get; set; }

    private string? Passphrase { get; set; }

    private string? RestorePassphrase { get; set; }

    private string? Problem { get; set; }

    private string? PassphraseError { get; set; }

    private string? RestoreProblem { get; set; }

    private string? RestorePassphraseError { get; set; }

    private BackupView? Found { get; set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_files is not null)
        {
            try
            {
                await _files.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The tab is closed, and its scripts with it.
            }
        }
    }

    private void Forget() => (Found, RestoreProblem, RestorePassphraseError) = (null, null, null);

    private Task SaveAsync() => WorkAsync(async files =>
    {
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("passphrase", Passphrase);
            json.WriteEndObject();
        }

        var refused = await files.InvokeAsync<string?>("save", "/api/backup", System.Text.Encoding.UTF8.GetString(body.ToArray()));
        (Problem, PassphraseError) = refused is null ? (null, null) : ProblemText.Of(refused, "passphrase");
    });

    private Task SendAsync(bool dryRun) => WorkAsync(async files =>
    {
        Forget();
        var answer = await files.InvokeAsync<string?>("send", dryRun ? "/api/restore?dry_run=true" : "/api/restore", _file, RestorePassphrase);
        if (answer is null)
        {
            RestoreProblem = T["RestoreChoose"];
            return;
        }

        using var json = JsonDocument.Parse(answer);
        if (!json.RootElement.TryGetProperty("restored", out var restored))
        {
            (RestoreProblem, RestorePassphraseError) = ProblemText.Of(answer, "passphrase");
        }
        else if (restored.GetBoolean())
        {
            await TellAsync(json.RootElement.GetProperty("locked_accounts").GetInt32());
        }
        else
        {
            Found = Read(json.RootElement.GetProperty("backup"));
        }
    });

    private async Task RestoreAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(T["RestoreNow"], T["RestoreQuestion"], yesText: T["RestoreNow"], cancelText: T["Cancel"]) == true)
        {
            await SendAsync(dryRun: false);
        }
    }

    private async Task UndoAsync()
    {
        Busy = true;
        var result = await Backups.UndoAsync(CancellationToken.None);
        Busy = false;
        RestoreProblem = result.Errors.IsEmpty ? null : string.Join(' ', result.Errors.Select(error => T.Said(error.Message)));
        if (result.Restored)
        {
            await TellAsync(result.LockedAccounts);
        }
    }

    private async Task TellAsync(int locked)
    {
        Found = null;
        Snackbar.Add(locked == 0 ? T["RestoreDone"] : T.Format("RestoreLocked", locked), locked == 0 ? Severity.Success : Severity.Warning);
        await Restored.InvokeAsync();
    }

    private async Task WorkAsync(Func<IJSObjectReference, Task> work)
    {
        Busy = true;
        StateHasChanged();
        try
        {
            _files ??= await Js.InvokeAsync<IJSObjectReference>("import", Script);
            await work(_files);
        }
        catch (JSException error)
        {
            // The listener moved or ended while the file was under way.
            Problem = error.Message;
        }
        finally
        {
            Busy = false;
        }
    }

    private static BackupView Read(JsonElement json) => new()
    {
        Version = json.GetProperty("version").GetString()!,
        CreatedAt = json.GetProperty("created_at").GetDateTimeOffset(),
        Accounts = json.GetProperty("accounts").GetInt32(),
        DatabaseBytes = json.GetProperty("database_bytes").GetInt64(),
        Protector = json.GetProperty("protector").GetString()!,
        HasSecrets = json.GetProperty("secrets").GetBoolean(),
    };
}
