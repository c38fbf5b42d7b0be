using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Components;

/// <summary>
/// A page that pulls its data when it opens, when its address changes, and after a signal: at most four times a second, however many
/// signals come.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource _gone = new();
    private int _pending;

    /// <summary>Begins.</summary>
    protected LivePage() => Gone = _gone.Token;

    /// <summary>The texts.</summary>
    [Inject]
    protected Texts T { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    /// <summary>Where the browser is; the page's filters and tabs are in it.</summary>
    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>What went wrong at the last pull, in one sentence.</summary>
    protected string? Problem { get; private set; }

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>Pulls the page's data.</summary>
    protected abstract Task PullAsync();

    /// <summary>Ends subscriptions.</summary>
    protected virtual void Leave()
    {
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => PullSafelyAsync();

    /// <summary>Asks for a pull soon; many signals make one pull.</summary>
    protected void Signal()
    {
        if (Interlocked.Exchange(ref _pending, 1) == 0)
        {
            _ = InvokeAsync(PullSoonAsync);
        }
    }

    /// <summary>Writes values into the address, where a reload and a bookmark find them; null takes one out.</summary>
    protected void Keep(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var query = new Dictionary<string, object?>();
        foreach (var (name, value) in values)
        {
            query[name] = value;
        }

        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query), replace: true);
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
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page is gone, and nobody looks at what it would have shown.
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
            await Task.Delay(Throttle, Clock, Gone);
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
            return;
        }

        Interlocked.Exchange(ref _pending, 0);
        await PullSafelyAsync();
        if (!Gone.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }
}
