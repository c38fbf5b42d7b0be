using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>Connects the client programs of this machine, after showing the difference, and undoes it; shows the lines for the others.</summary>
public sealed partial class ClientsPanel
{
    private static readonly DialogOptions Options = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseOnEscapeKey = true };

    private ImmutableArray<ClientView> _clients = [];
    private ClientChange? _change;
    private bool _restores;
    private string _title = "";
    private string _snippet = "";

    [Inject]
    private Texts T { get; set; } = null!;

    [Inject]
    private ClientCommands Clients { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    // What is shown holds no key; what is copied does.
    private ImmutableArray<ClientSnippet> Shown => Clients.Snippets(withKey: false);

    private ClientSnippet Snippet => Shown.First(snippet => snippet.Name == _snippet);

    private string WithKey => Clients.Snippets(withKey: true).First(snippet => snippet.Name == _snippet).Text;

    private bool IsDone => _change is { Problem: null } change && change.Files.All(file => file.Action == "none");

    /// <inheritdoc/>
    protected override void OnInitialized() => (_clients, _snippet) = (Clients.List(), Shown[0].Name);

    private static string KindOf(ClientState state) => state switch
    {
        ClientState.Connected => "ok",
        ClientState.Outdated => "warn",
        ClientState.Unreadable => "err",
        _ => "",
    };

    private static string NameOf(ClientState state) => state switch
    {
        ClientState.Connected => "ClientConnected",
        ClientState.Outdated => "ClientOutdated",
        ClientState.Elsewhere => "ClientElsewhere",
        ClientState.Unreadable => "ClientUnreadable",
        _ => "ClientNotConnected",
    };

    private static string ToneOf(string line) => line.Length == 0 || line.StartsWith("+++", StringComparison.Ordinal) || line.StartsWith("---", StringComparison.Ordinal) ? "muted"
        : line[0] switch { '+' => "good", '-' => "bad", '@' => "muted", _ => "" };

    private void ShowConnect(ClientView client) => (_change, _restores, _title) = (Clients.PreviewConnect(client.Name), false, client.Title);

    private void ShowRestore(ClientView client) => (_change, _restores, _title) = (Clients.PreviewRestore(client.Name), true, client.Title);

    private void Apply()
    {
        var shown = _change!;
        var done = _restores ? Clients.Restore(shown.Client, shown.Digest, shown.LosesChanges) : Clients.Connect(shown.Client, shown.Digest);
        _clients = Clients.List();
        if (done!.Problem is not null)
        {
            _change = done;
            return;
        }

        _change = null;
        Snackbar.Add(T.Format(_restores ? "ClientRestored" : "ClientDone", _title), Severity.Success);
    }
}
