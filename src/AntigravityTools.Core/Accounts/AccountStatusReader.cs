using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>Reads an account's state from its settings and its running state.</summary>
internal static class AccountStatusReader
{
    private static readonly System.Buffers.SearchValues<char> AfterLink = System.Buffers.SearchValues.Create(" \t\r\n\"<>)");

    /// <summary>True where the account can take a request for the model now, be it one that tests whether it came back.</summary>
    public static bool IsUsable(AccountEntry entry, string? model, DateTimeOffset now) =>
        StandingOf(entry, model, now) is { IsReady: true } or { ProbeDue: true };

    /// <summary>What the account is fit for now, for a model.</summary>
    public static Standing StandingOf(AccountEntry entry, string? model, DateTimeOffset now)
    {
        if (!entry.Account.Enabled)
        {
            return new Standing(AccountState.Disabled, false, null);
        }

        if (entry.Account.Credential is Credential.Locked)
        {
            return new Standing(AccountState.Locked, false, null);
        }

        var isBusy = entry.Account.MaxConcurrency <= entry.Runtime.InFlight;
        return entry.Runtime.BlockOf(model, now, out var probeDue) is { } cause
            ? new Standing(cause.State, probeDue && !isBusy, cause)
            : new Standing(isBusy ? AccountState.Busy : AccountState.Ready, false, null);
    }

    /// <summary>The whole status, models included.</summary>
    public static AccountStatus Read(AccountEntry entry, DateTimeOffset now)
    {
        var (state, _, cause) = StandingOf(entry, model: null, now);
        return new AccountStatus
        {
            State = state,
            Reason = entry.Account.Credential is Credential.Locked locked ? locked.Why : cause?.Reason,
            Since = cause?.Since,
            Until = cause?.Until > now ? cause.Until : null,
            Action = ActionFor(state, cause?.Reason),
            Models = entry.Runtime.Cooldowns.IsEmpty ? [] :
            [
                .. entry.Runtime.Cooldowns.Values
                    .Where(streak => streak.Cooldown.Model is not null && streak.Holds(now))
                    .Select(streak => streak.Cooldown)
                    .OrderBy(cooldown => cooldown.Model, StringComparer.Ordinal)
                    .Select(cooldown => new ModelStatus(cooldown.Model!, cooldown.State, cooldown.Until, cooldown.Reason)),
            ],
        };
    }

    /// <summary>How the reason begins where nothing of what the provider should have is at the account's base URL.</summary>
    internal const string WrongAddress = "The address looks wrong";

    /// <summary>What a person can do about a state; null where nothing is needed.</summary>
    public static string? ActionFor(AccountState state, string? reason = null) => state switch
    {
        AccountState.NeedsReauth => "Give the account a new key, or sign in again.",
        AccountState.ValidationRequired => LinkIn(reason) is { } link
            ? $"Open {link} and verify the account; then reset it here."
            : "Open the provider's page and verify the account; then reset it here.",
        AccountState.Locked => "Start the gateway where the secret store is, or enter the credential again.",
        AccountState.Disabled => "Enable the account to use it.",
        AccountState.OutOfQuota => "Wait for the reset, or raise the limit at the provider.",
        AccountState.NoAccess when reason?.StartsWith(WrongAddress, StringComparison.Ordinal) == true => "Correct the account's base URL.",
        AccountState.NoAccess => "Ask the provider for access to this model; it is checked again by itself.",
        AccountState.CircuitOpen => "Nothing: the next request tries it again.",
        AccountState.Offline => "Check the network connection.",
        _ => null,
    };

    private static string? LinkIn(string? text)
    {
        var at = text?.IndexOf("https://", StringComparison.Ordinal) ?? -1;
        if (at < 0)
        {
            return null;
        }

        var link = text.AsSpan(at);
        var end = link.IndexOfAny(AfterLink);
        return (end < 0 ? link : link[..end]).TrimEnd(".,;").ToString();
    }
}
