using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>The accounts: is there one that takes requests, and why do the others not.</summary>
internal static class AccountsCheck
{
    // Google ends the logins of an OAuth client whose consent screen is in testing after seven days.
    private static readonly TimeSpan TestingLife = TimeSpan.FromDays(7);
    private static readonly TimeSpan Slack = TimeSpan.FromHours(18);

    /// <summary>What is wrong with them; one that is switched off is no fault while another works.</summary>
    public static IEnumerable<DoctorFinding> Run(IReadOnlyList<AccountCase> accounts, DateTimeOffset now)
    {
        if (accounts.Count == 0)
        {
            return [Finding.Breaks(DoctorLink.Account, "no_account", null, "There is no account.", "Add one on the Accounts page or with 'antigravity-tools accounts add'.")];
        }

        var usable = accounts.Any(account => account.Usable);
        if (!usable && accounts.All(account => account.Status.State == AccountState.CoolingDown))
        {
            return [AllCooling(accounts, now)];
        }

        return accounts.Where(account => !account.Usable && !(usable && account.Status.State == AccountState.Disabled))
            .Select(account => Describe(account, now) with { Breaks = !usable });
    }

    private static DoctorFinding AllCooling(IReadOnlyList<AccountCase> accounts, DateTimeOffset now)
    {
        var first = accounts.Select(account => account.Status.Until).Where(until => until is not null).Min();
        var back = first is { } until ? $" The first is back in {Math.Max(1, Math.Ceiling((until - now).TotalSeconds))} s." : "";
        return Finding.Breaks(DoctorLink.Account, "all_accounts_cooling_down", null,
            $"All {accounts.Count} accounts are cooling down after a rate limit or an overload.{back}", "Wait for it, or add another account to share the load.");
    }

    private static DoctorFinding Describe(AccountCase one, DateTimeOffset now)
    {
        var (account, status) = one;
        if (status.State == AccountState.NeedsReauth && account.Credential is Credential.OAuth && LastedAWeek(account, status, now))
        {
            return Finding.Breaks(DoctorLink.Account, "oauth_client_in_testing", account.Name,
                $"The login of '{account.Name}' ended seven days after it was made, as Google ends those of an OAuth client in testing mode.",
                "Publish the OAuth client's consent screen in Google Cloud's console, then sign in again on the Accounts page.");
        }

        var (code, fix) = status.State switch
        {
            AccountState.CoolingDown => ("account_cooling_down", "Wait for it, or add another account to share the load."),
            AccountState.OutOfQuota => ("account_out_of_quota", "Wait until its quota is renewed, or buy more at the provider."),
            AccountState.CircuitOpen => ("account_circuit_open", "Test it on the Accounts page; one request will try it again by itself."),
            AccountState.NeedsReauth => ("account_needs_reauth", "Sign in again or enter a new key on the Accounts page."),
            AccountState.NoAccess => ("account_no_access", "Enable the model or API for this account at the provider, or use another account."),
            AccountState.ValidationRequired => ("account_validation_required", "Verify the account at the provider, then test it on the Accounts page."),
            AccountState.Locked => ("account_locked", "Make the secret store available again, or enter the credential anew on the Accounts page."),
            AccountState.Disabled => ("account_disabled", "Enable it on the Accounts page."),
            var other => ("account_" + other.ToName(), "Test it on the Accounts page."),
        };
        return Finding.Breaks(DoctorLink.Account, code, account.Name,
            $"The account '{account.Name}' can not be used ({status.State.ToName().Replace('_', ' ')}): {status.Reason ?? "no reason is known."}", status.Action ?? fix);
    }

    private static bool LastedAWeek(Account account, AccountStatus status, DateTimeOffset now) =>
        ((status.Since ?? now) - account.CreatedAt - TestingLife).Duration() <= Slack;
}
