using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>Reads an account's state from its settings and its running state.</summary>
internal static class AccountStatusReader
{
    /// <summary>True where the account can take a request for the model now.</summary>
    public static bool IsUsable(AccountEntry entry, string? model, DateTimeOffset now) => StateOf(entry, model, now, out _) == AccountState.Ready;

    /// <summary>The state for a model, with the cooldown that causes it.</summary>
    public static AccountState StateOf(AccountEntry entry, string? model, DateTimeOffset now, out Cooldown? cause)
    {
        cause = null;
        if (!entry.Account.Enabled)
        {
            return AccountState.Disabled;
        }

        if (entry.Account.Credential is Credential.Locked)
        {
            return AccountState.Locked;
        }

        cause = entry.Runtime.BlockOf(model, now);
        return cause?.State ?? (entry.Account.MaxConcurrency <= entry.Runtime.InFlight ? AccountState.Busy : AccountState.Ready);
    }

    /// <summary>The whole status, models included.</summary>
    public static AccountStatus Read(AccountEntry entry, DateTimeOffset now)
    {
        var state = StateOf(entry, model: null, now, out var cause);
        return new AccountStatus
        {
            State = state,
            Reason = entry.Account.Credential is Credential.Locked locked ? locked.Why : cause?.Reason,
            Since = cause?.Since,
            Until = cause?.Until,
            Action = ActionFor(state),
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

    /// <summary>What a person can do about a state; null where nothing is needed.</summary>
    public static string? ActionFor(AccountState state) => state switch
    {
        AccountState.NeedsReauth => "Give the account a new key, or sign in again.",
        AccountState.ValidationRequired => "Open the provider's page and verify the account.",
        AccountState.Locked => "Start the gateway where the secret store is, or enter the credential again.",
        AccountState.Disabled => "Enable the account to use it.",
        AccountState.OutOfQuota => "Wait for the reset, or raise the limit at the provider.",
        AccountState.NoAccess => "Ask the provider for access to this model; it is checked again by itself.",
        AccountState.CircuitOpen => "Nothing: the next request tries it again.",
        AccountState.Offline => "Check the network connection.",
        _ => null,
    };
}
