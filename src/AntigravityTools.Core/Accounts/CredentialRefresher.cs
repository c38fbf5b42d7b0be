using System.Collections.Concurrent;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Protocols.Model;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Core.Accounts;

/// <summary>
/// Keeps access tokens fresh: one refresh per account however many wait, begun before the old token ends, and stored before anybody
/// uses what it brought.
/// </summary>
public sealed partial class CredentialRefresher(
    AccountPool pool, ITokenEndpoint endpoint, IAccountStore store, TimeProvider time, ILogger<CredentialRefresher> logger) : ICredentialSource, IDisposable
{
    // A token with less left than this is not sent any more; one with less than the early limit is replaced while it is still sent.
    private static readonly TimeSpan Spent = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan EarlyJitter = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<CredentialResult>> _flights = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Outlook> _outlooks = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();

    /// <inheritdoc/>
    public bool CanRefresh(Account account) => account.Credential is Credential.OAuth or Credential.ServiceAccount;

    /// <inheritdoc/>
    public ValueTask<CredentialResult> GetAsync(Account account, CancellationToken cancellationToken)
    {
        if (!CanRefresh(account))
        {
            return new(new CredentialResult(account.Credential is Credential.ApiKey key ? key.Key : null, null));
        }

        var outlook = _outlooks.GetValueOrDefault(account.Id) ?? Outlook.Usual;
        if (Current(account).Credential.Access is not var (token, expiresAt) || IsSpent(expiresAt, outlook))
        {
            return new(FlyAsync(account, rejected: null).WaitAsync(cancellationToken));
        }

        if (Left(expiresAt) <= EarlyLimit(token, outlook) && outlook.QuietUntil <= time.GetUtcNow())
        {
            // Nobody waits for it: the flight stores its outcome, and its failure is told to whoever comes when the token is spent.
            _ = FlyAsync(account, rejected: null);
        }

        return new(new CredentialResult(token, null));
    }

    /// <inheritdoc/>
    public ValueTask<CredentialResult> RefreshAsync(Account account, string? rejectedAccessToken, CancellationToken cancellationToken)
    {
        var current = Current(account);
        return !CanRefresh(current) ? GetAsync(current, cancellationToken)
            : rejectedAccessToken is not null && current.Credential.Access is var (token, expiresAt) && token != rejectedAccessToken && !IsSpent(expiresAt, _outlooks.GetValueOrDefault(account.Id) ?? Outlook.Usual)
                ? new(new CredentialResult(token, null))
                : new(FlyAsync(account, rejectedAccessToken).WaitAsync(cancellationToken));
    }

    /// <summary>A credential with a first access token, for an account that is not stored yet; or why it gives none.</summary>
    public async Task<(Credential Credential, Fault? Fault)> ObtainAsync(Credential credential, CancellationToken cancellationToken)
    {
        var grant = await endpoint.RefreshAsync(credential, cancellationToken).ConfigureAwait(false);
        return grant.AccessToken is null ? (credential, grant.Fault) : (Merge(credential, grant), null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private static Credential Merge(Credential credential, GrantResult grant)
    {
        var fresh = credential.WithAccess(grant.AccessToken!, grant.ExpiresAt);
        return fresh is Credential.OAuth oauth && grant.RefreshToken is { } rotated ? oauth with { RefreshToken = rotated } : fresh;
    }

    private Task<CredentialResult> FlyAsync(Account account, string? rejected)
    {
        lock (_lock)
        {
            if (_flights.TryGetValue(account.Id, out var running))
            {
                return running;
            }

            // It may have landed between the caller's look at the token and this one.
            var current = Current(account);
            if (current.Credential.Access is var (token, expiresAt) && token != rejected && token != account.Credential.Access?.Token
                && !IsSpent(expiresAt, Outlook.Usual))
            {
                return Task.FromResult(new CredentialResult(token, null));
            }

            var flight = Task.Run(() => LandAsync(current), CancellationToken.None);
            _flights[account.Id] = flight;
            return flight;
        }
    }

    private async Task<CredentialResult> LandAsync(Account account)
    {
        try
        {
            return await RenewAsync(account, _ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new CredentialResult(null, new Fault { Kind = FaultKind.Unavailable, Message = "The gateway is shutting down." });
        }
        finally
        {
            lock (_lock)
            {
                _flights.Remove(account.Id);
            }
        }
    }

    private async Task<CredentialResult> RenewAsync(Account account, CancellationToken cancellationToken)
    {
        var grant = await endpoint.RefreshAsync(account.Credential, cancellationToken).ConfigureAwait(false);
        if (grant.AccessToken is not { } token)
        {
            var fault = grant.Fault ?? new Fault { Kind = FaultKind.Upstream, Message = "The token endpoint gave no token." };
            LogRefused(account.Id, fault.Message);
            _outlooks[account.Id] = (_outlooks.GetValueOrDefault(account.Id) ?? Outlook.Usual) with { QuietUntil = time.GetUtcNow() + PauseAfterFailure };
            return new CredentialResult(null, fault);
        }

        _outlooks[account.Id] = new Outlook(Left(grant.ExpiresAt) is var lifetime && lifetime < UsualLifetime ? lifetime : UsualLifetime, default);

        // From here on nothing is cancelled: a rotated refresh token that is not stored would be lost.
        await pool.StoreTurn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var known = Current(account);
            if (!IsSameLogin(account.Credential, known.Credential))
            {
                // A person signed in again meanwhile; what the old login gave is of no use.
                return new CredentialResult(known.Credential.Access?.Token, null);
            }

            var renewed = Merge(known.Credential, grant);
            await StoreAsync(known with { Credential = renewed }).ConfigureAwait(false);
            if (pool.Snapshot.ById.TryGetValue(account.Id, out var entry))
            {
                entry.Take(renewed);
            }

            return new CredentialResult(token, null);
        }
        finally
        {
            pool.StoreTurn.Release();
        }
    }

    private async Task StoreAsync(Account account)
    {
        if (!pool.Snapshot.ById.ContainsKey(account.Id))
        {
            // Deleted meanwhile: saving would bring it back.
            return;
        }

        try
        {
            await store.SaveAsync(account, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is System.Data.Common.DbException or IOException)
        {
            // The old refresh token may be void already, so the new one is worth more in memory than nowhere.
            LogNotStored(error, account.Id);
        }
    }

    private Account Current(Account account) => pool.Snapshot.ById.TryGetValue(account.Id, out var entry) ? entry.Account : account;

    private static bool IsSameLogin(Credential one, Credential other) => (one, other) switch
    {
        (Credential.OAuth a, Credential.OAuth b) => a.RefreshToken == b.RefreshToken,
        (Credential.ServiceAccount a, Credential.ServiceAccount b) => a.Json == b.Json,
        _ => false,
    };

    // Each token has a moment of its own, so that accounts added together are not refreshed together.
    private static TimeSpan EarlyLimit(string token, Outlook outlook)
    {
        var share = (uint)string.GetHashCode(token, StringComparison.Ordinal) / (double)uint.MaxValue;
        var limit = Early + (EarlyJitter * share);
        return limit < outlook.Lifetime / 4 ? limit : outlook.Lifetime / 4;
    }

    private bool IsSpent(DateTimeOffset? expiresAt, Outlook outlook) => Left(expiresAt) <= (Spent < outlook.Lifetime / 8 ? Spent : outlook.Lifetime / 8);

    private TimeSpan Left(DateTimeOffset? expiresAt) => expiresAt is { } end ? end - time.GetUtcNow() : TimeSpan.MaxValue;

    /// <summary>What earlier refreshes of an account told.</summary>
    /// <param name="Lifetime">How long its tokens live.</param>
    /// <param name="QuietUntil">Until when a refresh ahead of time is not tried again.</param>
    private sealed record Outlook(TimeSpan Lifetime, DateTimeOffset QuietUntil)
    {
        public static readonly Outlook Usual = new(UsualLifetime, default);
    }

    [LoggerMessage(1310, LogLevel.Warning, "The credential of account {AccountId} could not be refreshed: {Reason}")]
    private partial void LogRefused(string accountId, string reason);

    [LoggerMessage(1311, LogLevel.Error, "A refreshed credential of account {AccountId} could not be stored; it holds until the next restart.")]
    private partial void LogNotStored(Exception error, string accountId);
}
