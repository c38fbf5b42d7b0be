using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>The ways in which accounts come in: a key, many keys, a sign-in, a refresh token, a key file, what this machine has, an import.</summary>
public sealed partial class AddAccount
{
    private const long LargestFileBytes = 16 << 20;
    private AccountFormModel _form = null!;
    private ManyKeys _many = null!;
    private ImportResult? _import;
    private string _json = "";
    private int _total;
    private bool _busy;

    [Inject]
    private AccountCommands Commands { get; set; } = null!;

    [Inject]
    private AccountTransfer Transfer { get; set; } = null!;

    [Inject]
    private ProviderQueries Providers { get; set; } = null!;

    /// <summary>The way: <c>key</c>, <c>many</c>, <c>signin</c>, <c>oauth</c>, <c>service_account</c>, <c>discover</c>, <c>import</c>.</summary>
    [Parameter, EditorRequired]
    public string Way { get; set; } = "key";

    /// <summary>Raised with another way.</summary>
    [Parameter]
    public EventCallback<string> WayChanged { get; set; }

    /// <summary>Raised with an account that was added by a form.</summary>
    [Parameter]
    public EventCallback<AccountView> OnAdded { get; set; }

    /// <summary>Raised with the id of an account that was added by a sign-in.</summary>
    [Parameter]
    public EventCallback<string> OnSignedIn { get; set; }

    /// <summary>Closes the dialog.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    // A way that no provider takes would be a dead end.
    private IEnumerable<(string Way, string Text)> Ways =>
    [
        ("key", T["WayKey"]),
        ("many", T["WayMany"]),
        .. Providers.All.Any(provider => provider.Credentials.Contains("oauth")) ? new[] { ("signin", T["WaySignIn"]), ("oauth", T["WayRefreshToken"]) } : [],
        .. Providers.All.Any(provider => provider.Credentials.Contains("service_account")) ? new[] { ("service_account", T["WayServiceAccount"]) } : [],
        ("discover", T["WayDiscover"]),
        ("import", T["WayImport"]),
    ];

    private string? ManyTitle => Providers.All.FirstOrDefault(provider => provider.Name == _many.Provider)?.Title;

    private bool ManyNeedsUrl => Providers.All.FirstOrDefault(provider => provider.Name == _many.Provider)?.NeedsBaseUrl == true;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _form = new AccountFormModel { Provider = Providers.All[0].Name };
        _many = new ManyKeys(Commands) { Provider = Providers.All[0].Name };
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _form.Auth = Way is "oauth" or "service_account" ? Way : "api_key";

    private async Task SubmitAsync()
    {
        _busy = true;
        try
        {
            await (Way switch { "many" => AddManyAsync(), "import" => ImportAsync(), _ => AddOneAsync() });
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task AddOneAsync()
    {
        var takesNone = Providers.All.FirstOrDefault(provider => provider.Name == _form.Provider)?.Credentials.Contains("none") == true;
        if (Way == "key")
        {
            _form.Auth = takesNone && string.IsNullOrWhiteSpace(_form.Secret) ? "none" : "api_key";
        }

        var result = await Commands.AddAsync(_form.ToDraft(), CancellationToken.None);
        _form.Auth = Way == "key" ? "api_key" : _form.Auth;
        _form.Errors = result.Errors;
        if (result.Account is { } account)
        {
            await OnAdded.InvokeAsync(account);
        }
    }

    private async Task AddManyAsync()
    {
        _total = _many.Count;
        _many.Prefix = string.IsNullOrWhiteSpace(_many.Prefix) ? ManyTitle : _many.Prefix;
        await _many.AddAsync(StateHasChanged, CancellationToken.None);
    }

    private async Task ImportAsync()
    {
        try
        {
            using var document = JsonDocument.Parse(_json);
            _import = await Transfer.ImportAsync(document.RootElement, CancellationToken.None);
            _json = _import.Errors.IsEmpty ? "" : _json;
        }
        catch (JsonException error)
        {
            _import = new ImportResult { Errors = [new FieldError("", T.Format("NotJson", (error.LineNumber ?? 0) + 1))] };
        }
    }

    private async Task ReadFileAsync(InputFileChangeEventArgs change)
    {
        try
        {
            using var reader = new StreamReader(change.File.OpenReadStream(LargestFileBytes));
            _json = await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            _import = new ImportResult { Errors = [new FieldError("", T.Format("FileTooLarge", T.Bytes(LargestFileBytes)))] };
        }
    }
}
