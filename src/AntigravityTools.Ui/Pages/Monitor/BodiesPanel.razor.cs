using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Pages.Monitor;

/// <summary>What a request and its answer said, and the same request on another account beside it.</summary>
public sealed partial class BodiesPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private string? _account;
    private bool _isRunning;
    private string? _problem;
    private ReplayAnswer? _answer;

    /// <summary>The request.</summary>
    [Parameter, EditorRequired]
    public RequestRecord Request { get; set; } = null!;

    /// <summary>Its bodies; null where they were not captured.</summary>
    [Parameter]
    public CapturedExchange? Capture { get; set; }

    /// <summary>The accounts that can be asked.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<AccountView> Accounts { get; set; } = [];

    /// <summary>Called once the bodies are removed.</summary>
    [Parameter]
    public EventCallback Deleted { get; set; }

    [Inject]
    private Texts T { get; set; } = null!;

    [Inject]
    private CaptureCommands Captures { get; set; } = null!;

    [Inject]
    private ReplayCommands Replays { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_answer is not null && _answer.Original?.Id != Request.Id)
        {
            (_answer, _problem) = (null, null);
        }

        if (_account is null || !Accounts.Any(account => account.Id == _account))
        {
            _account = Propose()?.Id;
        }
    }

    // Another account than the one that answered, if there is one; best one that offers the model.
    private AccountView? Propose()
    {
        var others = Accounts.Where(account => account.Id != Request.AccountId).ToList();
        return others.Find(account => account.Models.Contains(Request.ResolvedModel ?? "")) ?? others.FirstOrDefault() ?? Accounts.FirstOrDefault();
    }

    private async Task ReplayAsync()
    {
        (_isRunning, _problem, _answer) = (true, null, null);
        try
        {
            var answer = await Replays.RunAsync(Request.Id, _account, _gone.Token);
            _answer = answer.Id is null ? null : answer;
            _problem = answer.Id is not null ? null : answer.Refusal ?? (answer.IsMissing ? T["RequestGone"] : answer.Errors[0].Message);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone, and with it whoever wanted to see the answer.
        }
        finally
        {
            _isRunning = false;
        }
    }

    private async Task DeleteAsync()
    {
        await Captures.DeleteAsync(Request.Id, CancellationToken.None);
        await Deleted.InvokeAsync();
    }

    private string NameOf(string? id) => Accounts.FirstOrDefault(account => account.Id == id)?.Name ?? id ?? "–";
}
