using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Components;

/// <summary>A page that pulls its data anew after a signal, at most four times a second.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource _gone = new();
    private int _pending;

    /// <summary>The texts.</summary>
    [Inject]
    protected Texts T { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>What went wrong at the last pull, in one sentence.</summary>
    protected string? Problem { get; private set; }

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Pulls the page's data.</summary>
    protected abstract Task PullAsync();

    /// <summary>Ends subscriptions.</summary>
    protected virtual void Leave()
    {
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => PullSafelyAsync();

    /// <summary>Asks for a pull soon; many signals make one pull.</summary>
    protected void Signal()
    {
        if (Interlocked.Exchange(ref _pending, 1) == 0)
        {
            _ = InvokeAsync(PullSoonAsync);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Leave();
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Pulls now; a failure becomes a sentence on the page.</summary>
    protected async Task PullSafelyAsync()
    {
        try
        {
            await PullAsync();
            Problem = null;
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or System.Data.Common.DbException)
        {
            Problem = error.Message;
        }
    }

    private async Task PullSoonAsync()
    {
        try
        {
            await Task.Delay(Throttle, Time, Gone);
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
            return;
        }

        Interlocked.Exchange(ref _pending, 0);
        await PullSafelyAsync();
        StateHasChanged();
    }
}
