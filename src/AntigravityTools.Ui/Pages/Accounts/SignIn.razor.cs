using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>Signs in at a provider in the person's own browser; the page opens the link, the gateway starts no program.</summary>
public sealed partial class SignIn : IDisposable
{
    private const long LargestFileBytes = 1 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Shown = ["provider", "client_id", "json", "web", "client_secret", "project", "base_url", "code_or_url"];
    private ITimer? _timer;
    private bool _busy;

    [Inject]
    private OAuthSessions Sessions { get; set; } = null!;

    [Inject]
    private OAuthClientCommands Clients { get; set; } = null!;

    [Inject]
    private ProviderQueries Providers { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>The account that signs in again; null adds a new one.</summary>
    [Parameter]
    public string? AccountId { get; set; }

    /// <summary>Raised with the account's id when the sign-in went well.</summary>
    [Parameter]
    public EventCallback<string> OnSignedIn { get; set; }

    /// <summary>Closes the dialog.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    private SignInModel Model { get; set; } = null!;

    private IEnumerable<ProviderView> Offered => Providers.All.Where(provider => provider.Credentials.Contains("oauth"));

    private ImmutableArray<FieldError> Elsewhere => [.. Model.Errors.Where(error => AccountId is not null || !Shown.Contains(error.Field))];

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        Model.Cancel();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Model = new SignInModel(Sessions, Clients) { AccountId = AccountId, Provider = Offered.FirstOrDefault()?.Name ?? "" };
        Model.ChooseFirstClient();
        _timer = Clock.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, Pause, Pause);
    }

    private async Task StartAsync()
    {
        _busy = true;
        await Model.StartAsync(CancellationToken.None);
        _busy = false;
    }

    private async Task CompleteAsync()
    {
        _busy = true;
        await Model.CompleteAsync(CancellationToken.None);
        _busy = false;
        await TellAsync();
    }

    private async Task LookAsync()
    {
        if (Model.Look())
        {
            await TellAsync();
            StateHasChanged();
        }
    }

    private Task TellAsync() =>
        Model.Session is { State: OAuthState.Completed, AccountId: { } account } ? OnSignedIn.InvokeAsync(account) : Task.CompletedTask;

    private Task CloseAsync()
    {
        Model.Cancel();
        return OnClose.InvokeAsync();
    }

    private async Task ReadFileAsync(InputFileChangeEventArgs change)
    {
        try
        {
            using var reader = new StreamReader(change.File.OpenReadStream(LargestFileBytes));
            Model.ClientFile = await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            Model.Refuse(new FieldError("json", T.Format("FileTooLarge", T.Bytes(LargestFileBytes))));
        }
    }
}
