using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Pipeline;

/// <summary>
/// Decides, when no other account is free, whether the same ones are worth another try and after how long. Pure but for the draw of
/// its jitter.
/// </summary>
internal static class AnotherRound
{
    /// <summary>The longest hint for which a request waits on the same account.</summary>
    public static readonly TimeSpan ShortHint = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>The wait before the round; null where there is none. The accounts to try again leave <see cref="Exchange.Tried"/>.</summary>
    public static TimeSpan? Plan(Exchange exchange, AttemptRun run, DateTimeOffset now, double draw)
    {
        if (run.LastRuling?.Verdict == Verdict.Offline)
        {
            var pause = Backoff(run.OfflineRounds++ + 2) * (0.5 + (draw / 2));
            if (now + pause >= run.OfflineDeadline)
            {
                return null;
            }

            exchange.Tried.Clear();
            run.Counted = 0;
            return pause;
        }

        if (run.MayTryAgain.Count == 0)
        {
            return null;
        }

        exchange.Tried.ExceptWith(run.MayTryAgain.Keys);
        var hint = run.MayTryAgain.Values.Min();
        run.MayTryAgain.Clear();
        return hint + Margin ?? Backoff(run.Counted) * draw;
    }

    /// <summary>Notes after a failure whether the account is worth another try for the same request.</summary>
    public static void Note(AttemptRun run, string accountId, Verdict verdict, TimeSpan? hint)
    {
        if (verdict == Verdict.RateLimited && hint <= ShortHint)
        {
            run.MayTryAgain[accountId] = hint;
        }
        else if (verdict is Verdict.UpstreamError or Verdict.Network or Verdict.Timeout)
        {
            run.MayTryAgain[accountId] = null;
        }
        else
        {
            run.MayTryAgain.Remove(accountId);
        }
    }

    private static TimeSpan Backoff(int round)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(round, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
