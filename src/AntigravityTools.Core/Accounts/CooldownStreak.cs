using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>A cooldown with the number of times in a row that it was set, which is the rung of its ladder, and the time of its next probe.</summary>
/// <param name="Cooldown">The cooldown.</param>
/// <param name="Times">1 for the first time.</param>
internal sealed record CooldownStreak(Cooldown Cooldown, int Times)
{
    /// <summary>The longest cooldown that is never probed, and the time between two probes of a longer one.</summary>
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromMinutes(15);

    /// <summary>When one real request may test it; null where none may.</summary>
    public DateTimeOffset? ProbeAt { get; init; } = FirstProbe(Cooldown);

    /// <summary>True where the user's reserve sets it and not the provider; it is not stored.</summary>
    public bool Reserve { get; init; }

    /// <summary>True where it ends by a successful probe and not by time alone.</summary>
    public bool EndsByProbe => Cooldown.State == AccountState.CircuitOpen;

    /// <summary>When requests may come again: its end, or where a probe ends it, the probe.</summary>
    public DateTimeOffset? Back => EndsByProbe ? ProbeAt : Cooldown.Until;

    /// <summary>True where a limit sets it that the user stated (<see cref="Account.Limits"/>); it is not stored and nothing tests it.</summary>
    public bool Stated { get; init; }

    /// <summary>What it is kept under among an account's cooldowns.</summary>
    public string Key => Stated ? AccountRuntime.StatedLimits : Cooldown.Model ?? AccountRuntime.WholeAccount;

    /// <summary>True where the provider set it, so that it outlives the process.</summary>
    public bool IsStored => !Reserve && !Stated;

    /// <summary>True while it keeps requests away.</summary>
    public bool Holds(DateTimeOffset now) => EndsByProbe || Cooldown.Until is not { } until || until > now;

    /// <summary>True where it holds but one request may test it.</summary>
    public bool ProbeIsDue(DateTimeOffset now) => ProbeAt <= now && Holds(now);

    /// <summary>The next instant at which the answers above may change; null where time changes nothing.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        var end = EndsByProbe || Cooldown.Until <= now ? null : Cooldown.Until;
        var probe = ProbeAt > now ? ProbeAt : null;
        return end is null || probe < end ? probe ?? end : end;
    }

    /// <summary>The same with a probe under way; the next one may follow after <see cref="ProbeInterval"/>.</summary>
    public CooldownStreak Probed(DateTimeOffset now) => this with { ProbeAt = now + ProbeInterval };

    // A person's part (no end) is never probed; a circuit is, as soon as its time is over; a quota only where it is long.
    private static DateTimeOffset? FirstProbe(Cooldown cooldown) => cooldown switch
    {
        { Until: null } => null,
        { State: AccountState.CircuitOpen } => cooldown.Until,
        _ => cooldown.Until - cooldown.Since > ProbeInterval ? cooldown.Since + ProbeInterval : null,
    };
}
