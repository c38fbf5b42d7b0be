using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>The user's reserve: below that share of its limit an account is not used for a model (<c>scheduling.reserve_percent</c>).</summary>
internal static class ReserveRule
{
    /// <summary>The cooldown that keeps the reserve until the limit is full again; null where enough is left or nothing is known.</summary>
    public static CooldownStreak? For(AccountEntry entry, string? model, double percent, DateTimeOffset now)
    {
        if (percent <= 0 || entry.Runtime.LeftFor(model, now) is not { } left || left.Fraction * 100 >= percent)
        {
            return null;
        }

        var reason = $"{left.Fraction:P0} of its limit is left, less than the reserve of {percent:0.#} % (scheduling.reserve_percent).";
        var until = left.ResetsAt ?? now + CooldownStreak.ProbeInterval;
        return new CooldownStreak(CooldownRules.New(entry.Account.Id, model, AccountState.OutOfQuota, reason, now, until), 1) { Reserve = true, ProbeAt = null };
    }
}
