using System.Security.Cryptography;
using System.Text;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>One sign-in: what was asked for, and what became of it. It is decided once; everybody who comes later is told the same.</summary>
internal sealed class OAuthSession(string id, OAuthClient client, AccountDraft draft, string? accountId, DateTimeOffset expiresAt) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _over = new();
    private Task? _deciding;
    private ITimer? _timer;
    private IRedirectListener? _listener;
    private OAuthState _outcome;
    private string? _error;
    private string? _accountId = accountId;

    public string Id => id;

    public OAuthClient Client => client;

    /// <summary>The account's fields beside its credential.</summary>
    public AccountDraft Draft => draft;

    /// <summary>The account that signs in again; null for a new one.</summary>
    public string? Reauthorises { get; } = accountId;

    public Pkce Pkce { get; } = Pkce.New();

    public string State { get; } = Pkce.Random();

    public string RedirectUri { get; private set; } = "";

    public string AuthorizationUrl { get; private set; } = "";

    public DateTimeOffset ExpiresAt => expiresAt;

    public bool IsPending => View.State == OAuthState.Pending;

    public OAuthSessionView View
    {
        get
        {
            lock (_lock)
            {
                return new OAuthSessionView
                {
                    Id = id, Provider = draft.Provider!, AuthorizationUrl = AuthorizationUrl, RedirectUri = RedirectUri, State = _outcome,
                    AccountId = _accountId, Error = _error, ExpiresAt = expiresAt,
                };
            }
        }
    }

    /// <summary>Takes the port over, and ends the sign-in when its time is up.</summary>
    public void Open(IRedirectListener listener, string scopes, string? loginHint, TimeProvider time)
    {
        _listener = listener;
        RedirectUri = listener.RedirectUri;
        AuthorizationUrl = AuthorizationAddress.Of(client, listener.RedirectUri, State, Pkce.Challenge, scopes, loginHint);
        _timer = time.CreateTimer(_ => Fail("Nobody came back within ten minutes. Start the sign-in again."), null, expiresAt - time.GetUtcNow(), Timeout.InfiniteTimeSpan);
    }

    public bool IsStateOf(string? state) =>
        state is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(State));

    /// <summary>Decides the sign-in by some work, unless it is decided or being decided already; returns when it is.</summary>
    public Task DecideAsync(Func<CancellationToken, Task> work)
    {
        lock (_lock)
        {
            return _outcome != OAuthState.Pending ? Task.CompletedTask : _deciding ??= work(_over.Token);
        }
    }

    public void Complete(string account)
    {
        lock (_lock)
        {
            if (_outcome == OAuthState.Pending)
            {
                (_outcome, _accountId) = (OAuthState.Completed, account);
            }
        }

        _timer?.Dispose();
    }

    public void Fail(string error)
    {
        lock (_lock)
        {
            if (_outcome == OAuthState.Pending)
            {
                (_outcome, _error) = (OAuthState.Failed, error);
            }
        }

        _timer?.Dispose();
        _over.Cancel();
        Ended?.Invoke();
    }

    /// <summary>Raised when it failed, whoever ended it.</summary>
    public event Action? Ended;

    /// <summary>Closes the port; a browser that is being answered gets its page.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer?.Dispose();
        if (Interlocked.Exchange(ref _listener, null) is { } listener)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }
}
