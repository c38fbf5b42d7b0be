using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.Monitor;

/// <summary>A page of requests, newest first, and the one that is open.</summary>
public sealed class MonitorViewModel(RequestQueries requests, CaptureCommands captures, AccountCommands accounts, RouteCommands routes, KeyCommands keys, TimeProvider time)
{
    /// <summary>What is asked for.</summary>
    public MonitorFilter Filter { get; set; } = new();

    /// <summary>The page.</summary>
    public RequestPage Page { get; private set; } = new([], null);

    /// <summary>The request whose details are open.</summary>
    public RequestRecord? Open { get; private set; }

    /// <summary>Its bodies; null where they were not captured.</summary>
    public CapturedExchange? Capture { get; private set; }

    /// <summary>True while bodies are captured.</summary>
    public bool IsCapturing => captures.IsOn;

    /// <summary>True where a request was asked for that is not there any more.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>False until the first pull has ended.</summary>
    public bool IsRead { get; private set; }

    /// <summary>True while the user wants the list to stand still.</summary>
    public bool IsPaused { get; set; }

    /// <summary>When this was read.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Accounts to filter by, in the user's order.</summary>
    public ImmutableArray<AccountView> Accounts { get; private set; } = [];

    /// <summary>Models to filter by.</summary>
    public ImmutableArray<string> Models => routes.Models;

    /// <summary>Client keys to filter by, and the one that is chosen even where it was removed since.</summary>
    public IEnumerable<string> Keys =>
        new[] { KeyCommands.ConfiguredName }.Concat(keys.List().Select(view => view.Key.Name)).Concat(Filter.Key is { } chosen ? [chosen] : []).Distinct(StringComparer.Ordinal);

    /// <summary>True where news belong on the page: it shows the newest requests and is not held.</summary>
    public bool IsLive => !IsPaused && Filter.Before is null;

    /// <summary>Reads the page and the open request anew.</summary>
    public async Task PullAsync(string? open, CancellationToken cancellationToken)
    {
        Now = time.GetUtcNow();
        var asked = Filter;
        var page = await requests.ListAsync(asked.ToQuery(Now), cancellationToken);
        if (asked != Filter)
        {
            // Another filter was chosen meanwhile; the pull that came with it answers.
            return;
        }

        Page = page;
        Accounts = await accounts.ListAsync(cancellationToken);
        Open = open is null ? null : await requests.FindAsync(open, cancellationToken);
        Capture = await FindCaptureAsync(open, cancellationToken);
        IsMissing = open is not null && Open is null;
        IsRead = true;
    }

    /// <summary>Forgets the bodies of the open request, which were removed.</summary>
    public void ForgetCapture() => Capture = null;

    // Large ones are not read anew with every request that comes in.
    private async Task<CapturedExchange?> FindCaptureAsync(string? open, CancellationToken cancellationToken) =>
        open is null ? null : Capture?.Id == open ? Capture : await captures.FindAsync(open, cancellationToken);

    /// <summary>Removes all rows and captured bodies; the sums of Token Stats stay.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) => requests.ClearAsync(cancellationToken);
}
