using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Management;

/// <summary>Puts an account's settings and running state into the view that people see.</summary>
internal static class AccountViewWriter
{
    public static AccountView Write(Account account, AccountPool pool, AccountTotals totals) => new()
    {
        Id = account.Id,
        Provider = account.Provider,
        Name = account.Name,
        Email = account.Email,
        BaseUrl = account.BaseUrl.ToString(),
        Enabled = account.Enabled,
        Priority = account.Priority,
        Weight = account.Weight,
        MaxConcurrency = account.MaxConcurrency,
        Protocols = [.. account.Protocols.Select(protocol => protocol.ToName())],
        Models = account.Models,
        ModelsLimited = !account.AllowedModels.IsDefaultOrEmpty,
        Aliases = account.Aliases,
        Project = account.Project,
        Location = account.Location,
        ApiVersion = account.ApiVersion,
        Limits = account.Limits,
        ModelLimits = account.ModelLimits,
        Notes = account.Notes,
        Status = pool.StatusOf(account.Id) ?? new AccountStatus { State = AccountState.Disabled },
        Quota = [.. pool.QuotaOf(account.Id), .. pool.Snapshot.ById.TryGetValue(account.Id, out var entry) ? OwnQuota.Of(account, entry.Runtime.Usage, pool.Now) : []],
        Pinned = pool.Pinned == account.Id,
        InFlight = pool.InFlight(account.Id),
        Totals = totals,
        LastUsedAt = totals.LastUsedAt,
        CreatedAt = account.CreatedAt,
        Credential = account.Credential.ToString(),
    };
}
