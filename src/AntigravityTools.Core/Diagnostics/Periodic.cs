namespace AntigravityTools.Core.Diagnostics;

/// <summary>Work that is done again and again beside the requests.</summary>
internal static class Periodic
{
    /// <summary>Does the work at every turn of a period until the token ends; that end is not an error.</summary>
    /// <param name="work">The work; it handles its own failures.</param>
    /// <param name="period">From one turn to the next.</param>
    /// <param name="time">The clock.</param>
    /// <param name="atOnce">True where the first turn comes before the first period.</param>
    /// <param name="ending">Ends the turns.</param>
    public static async Task RunAsync(Func<Task> work, TimeSpan period, TimeProvider time, bool atOnce, CancellationToken ending)
    {
        using var timer = new PeriodicTimer(period, time);
        try
        {
            while (atOnce || await timer.WaitForNextTickAsync(ending).ConfigureAwait(false))
            {
                atOnce = false;
                await work().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The ordinary end.
        }
    }
}
