using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>A cooldown with the number of times in a row that it was set, which is the rung of its ladder.</summary>
/// <param name="Cooldown">The cooldown.</param>
/// <param name="Times">1 for the first time.</param>
internal sealed record CooldownStreak(Cooldown Cooldown, int Times)
{
    /// <summary>True while it keeps requests away.</summary>
    public bool Holds(DateTimeOffset now) => Cooldown.Until is not { } until || until > now;
}
