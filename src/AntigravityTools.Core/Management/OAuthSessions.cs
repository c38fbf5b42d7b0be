using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams.Google;

namespace AntigravityTools.Core.Management;

/// <summary>Sign-ins with the user's own OAuth client: a browser goes to the provider and comes back to a port of this machine, or its address is pasted.</summary>
public sealed class OAuthSessions(AccountCommands accounts, OAuthClients clients, ITokenEndpoint tokens, IRedirectOpener opener, TimeProvider time) : IAsyncDisposable
{
    private const int MostPending = 20;
    private const int MostKept = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, OAuthSession> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _closing = new(StringComparer.Ordinal);

    /// <summary>Opens a sign-in, or lists every field at fault.</summary>
    public async Task<OAuthStart> StartAsync(JsonElement json, CancellationToken cancellationToken)
    {
        var (request, errors) = OAuthRequest.Read(json, accounts, clients);
        if (request is null)
        {
            return new OAuthStart { Errors = errors };
        }

        Forget();
        if (_sessions.Values.Count(one => one.IsPending) >= MostPending)
        {
            return new OAuthStart { Errors = [new("", $"{MostPending} sign-ins are open already. Finish or cancel one.")] };
        }

        var session = new OAuthSession(Ids.NewSessionId(), request.Client, request.Draft, request.AccountId, time.GetUtcNow() + Limit);
        try
        {
            var listener = await opener.OpenAsync((query, token) => ReturnAsync(session, query), cancellationToken).ConfigureAwait(false);
            session.Ended += () => Close(session);
            session.Open(listener, request.Scopes, request.Draft.Email, time);
        }
        catch (IOException error)
        {
            return new OAuthStart { Errors = [new("", $"No port could be opened for the browser to come back to: {error.Message}")] };
        }

        _sessions[session.Id] = session;
        return new OAuthStart { Session = session.View };
    }

    /// <summary>A sign-in, or null.</summary>
    public OAuthSessionView? Get(string id) => _sessions.GetValueOrDefault(id)?.View;

    /// <summary>Finishes a sign-in with a code, or with the address that the browser could not open; null where there is no such sign-in.</summary>
    public async Task<OAuthStart?> CompleteAsync(string id, string codeOrUrl, CancellationToken cancellationToken)
    {
        if (_sessions.GetValueOrDefault(id) is not { } session)
        {
            return null;
        }

        if (RedirectQuery.Parse(codeOrUrl) is not { } query)
        {
            return new OAuthStart { Errors = [new("code_or_url", "code_or_url must be the code, or the whole address that the browser was sent to.")] };
        }

        if (query.State is not null && !session.IsStateOf(query.State))
        {
            return new OAuthStart { Errors = [new("code_or_url", "This address belongs to another sign-in. Paste the one that this sign-in led to.")] };
        }

        await session.DecideAsync(token => DecideAsync(session, query, token)).WaitAsync(cancellationToken).ConfigureAwait(false);
        Close(session);
        return new OAuthStart { Session = session.View };
    }

    /// <summary>Ends a sign-in; false where there is none.</summary>
    public bool Cancel(string id)
    {
        if (!_sessions.TryRemove(id, out var session))
        {
            return false;
        }

        session.Fail("The sign-in was cancelled.");
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions.Values)
        {
            session.Fail("The gateway was stopped.");
            await session.DisposeAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_closing.Values).ConfigureAwait(false);
    }

    private async Task<RedirectPage> ReturnAsync(OAuthSession session, RedirectQuery query)
    {
        if (!session.IsStateOf(query.State))
        {
            // Anybody can knock at a port; only who carries the state is the person that we sent.
            return new RedirectPage(400, "Not this sign-in", "This address does not belong to a sign-in that is open. Go back to Antigravity Tools and start again.");
        }

        await session.DecideAsync(token => DecideAsync(session, query, token)).ConfigureAwait(false);
        Close(session);
        var view = session.View;
        return view.State == OAuthState.Completed
            ? new RedirectPage(200, "Signed in", "The account is ready in Antigravity Tools. You can close this window.")
            : new RedirectPage(400, "Not signed in", view.Error ?? "The sign-in failed.");
    }

    private async Task DecideAsync(OAuthSession session, RedirectQuery query, CancellationToken cancellationToken)
    {
        try
        {
            if (query.Code is not { } code)
            {
                session.Fail(query.Error == "access_denied"
                    ? "The sign-in was denied at the provider. Start it again and allow access."
                    : $"The provider refused the sign-in: {Redactor.Redact(query.Error ?? "no code")}.");
                return;
            }

            var grant = await tokens.RedeemAsync(session.Client, new AuthorizationCode(code, session.RedirectUri, session.Pkce.Verifier), cancellationToken).ConfigureAwait(false);
            if (grant is not { AccessToken: { } access, RefreshToken: { } refresh })
            {
                session.Fail(grant.Fault?.Message ?? "The provider gave no refresh token. Remove this app's access in your Google account, then sign in again.");
                return;
            }

            var email = await tokens.EmailAsync(session.Client.UserInfoEndpoint, access, cancellationToken).ConfigureAwait(false) ?? grant.Email;
            var login = new Credential.OAuth(refresh, session.Client.ClientId)
            {
                ClientSecret = session.Client.ClientSecret, TokenEndpoint = session.Client.TokenEndpoint, AccessToken = access, ExpiresAt = grant.ExpiresAt,
            };
            await SaveAsync(session, login, email).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Who ended it has said why.
            session.Fail("The sign-in was ended.");
        }
    }

    // The tokens are here: saving them is not given up because a browser was closed.
    private async Task SaveAsync(OAuthSession session, Credential.OAuth login, string? email)
    {
        AccountResult result;
        if (session.Reauthorises is { } id)
        {
            var before = await accounts.GetAsync(id, CancellationToken.None).ConfigureAwait(false);
            if (email is not null && before?.Email is { } known && !known.Equals(email, StringComparison.OrdinalIgnoreCase))
            {
                session.Fail($"This is the login {email}, but the account is {known}. Sign in as {known}, or add {email} as an account of its own.");
                return;
            }

            result = await accounts.SignInAsync(id, login, email, CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            var draft = session.Draft with { Email = email ?? session.Draft.Email, Name = session.Draft.Name ?? email, Auth = OAuthRequest.Stand(login) };
            result = await accounts.AddAsync(draft, login, CancellationToken.None).ConfigureAwait(false);
        }

        if (result.Account is { } account)
        {
            session.Complete(account.Id);
        }
        else
        {
            session.Fail(result.NotFound ? "The account was deleted meanwhile." : string.Join(' ', result.Errors.Select(error => error.Message)));
        }
    }

    // A browser may just be reading its page from the port, so nobody waits for it to close; the owner does at its end.
    private void Close(OAuthSession session) =>
        _closing.GetOrAdd(session.Id, static (_, closed) => Task.Run(async () => await closed.DisposeAsync().ConfigureAwait(false)), session);

    private void Forget()
    {
        foreach (var old in _sessions.Values.Where(one => !one.IsPending).OrderByDescending(one => one.ExpiresAt).Skip(MostKept).ToList())
        {
            _sessions.TryRemove(old.Id, out _);
        }

        foreach (var (id, _) in _closing.Where(pair => pair.Value.IsCompleted && !_sessions.ContainsKey(pair.Key)).ToList())
        {
            _closing.TryRemove(id, out _);
        }
    }
}
