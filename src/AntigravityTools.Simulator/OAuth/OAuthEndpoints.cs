using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AntigravityTools.Simulator.OAuth;

/// <summary>An OAuth server in Google's manner: authorisation page, token endpoint, user info.</summary>
internal static class OAuthEndpoints
{
    private const string DefaultEmail = "simulated.user@example.com";

    /// <summary>Consents at once, or shows a page that asks; <c>login_hint</c> chooses the account, <c>consent=deny</c> is a person who denies.</summary>
    public static ValueTask<WireReply> AuthorizeAsync(Exchange exchange)
    {
        var query = exchange.Http.Request.Query;
        var redirect = query["redirect_uri"].ToString();
        if (query["response_type"] != "code" || !Uri.TryCreate(redirect, UriKind.Absolute, out var target))
        {
            return ValueTask.FromResult(exchange.Refuse(FaultKind.BadRequest, "response_type=code and an absolute redirect_uri are required."));
        }
        if (!target.IsLoopback || (exchange.State.Options.OAuthClients is { } clients && !clients.ContainsKey(query["client_id"].ToString())))
        {
            return ValueTask.FromResult(exchange.Refuse(FaultKind.BadRequest, "redirect_uri_mismatch, or no such client."));
        }
        if (query["code_challenge"].Count > 0 && query["code_challenge_method"] != "S256")
        {
            return ValueTask.FromResult(exchange.Refuse(FaultKind.BadRequest, "code_challenge_method must be S256."));
        }
        var consent = query["consent"].ToString();
        if (consent.Length == 0 && exchange.State.Options.ConsentPage)
        {
            return ValueTask.FromResult(ConsentPage.Of(exchange.Http.Request));
        }
        var state = query["state"].FirstOrDefault();
        if (consent == "deny")
        {
            return ValueTask.FromResult(Redirect(redirect, new() { ["error"] = "access_denied", ["state"] = state }));
        }
        var email = query["login_hint"].ToString() is { Length: > 0 } hint ? hint : DefaultEmail;
        var code = exchange.State.Tokens.AddCode(redirect, query["code_challenge"].FirstOrDefault(), email);
        return ValueTask.FromResult(Redirect(redirect, new() { ["state"] = state, ["code"] = code, ["scope"] = query["scope"].FirstOrDefault() }));
    }

    public static async ValueTask<WireReply> TokenAsync(Exchange exchange)
    {
        if (!exchange.Http.Request.HasFormContentType)
        {
            return exchange.Refuse(FaultKind.BadRequest, "The body must be a form.");
        }
        var form = await exchange.Http.Request.ReadFormAsync(exchange.Http.RequestAborted);
        if (form["grant_type"] == JwtAssertion.Grant)
        {
            var account = JwtAssertion.Verify(form["assertion"].ToString(), exchange);
            return account is null ? exchange.Refuse(FaultKind.InvalidGrant, "Invalid JWT Signature.") : Tokens(exchange.State.Tokens.IssueAccess(account));
        }
        if (string.IsNullOrEmpty(form["client_id"]) || (exchange.State.Options.OAuthClients is { } clients
            && !(clients.TryGetValue(form["client_id"].ToString(), out var secret) && secret == form["client_secret"].ToString())))
        {
            return exchange.Refuse(FaultKind.InvalidCredential);
        }
        var tokens = form["grant_type"].ToString() switch
        {
            "refresh_token" => exchange.State.Tokens.Refresh(form["refresh_token"].ToString()),
            "authorization_code" => exchange.State.Tokens.RedeemCode(form["code"].ToString(), form["redirect_uri"].ToString(), form["code_verifier"].FirstOrDefault()),
            _ => null,
        };
        return tokens is null ? exchange.Refuse(FaultKind.InvalidGrant) : Tokens(tokens);
    }

    public static ValueTask<WireReply> UserInfoAsync(Exchange exchange)
    {
        var email = exchange.State.Tokens.EmailOf(exchange.Request.Credential ?? "");
        return ValueTask.FromResult(email is null
            ? exchange.Refuse(FaultKind.InvalidCredential)
            : WireReply.Json($$"""{"sub":"1000000001","name":"Simulated User","email":{{Json.Quote(email)}},"email_verified":true}"""));
    }

    private static WireReply Redirect(string to, Dictionary<string, string?> query) => new()
    {
        Status = 302, ContentType = "text/html", Headers = new Dictionary<string, string> { ["location"] = QueryHelpers.AddQueryString(to, query) },
    };

    private static WireReply Tokens(IssuedTokens tokens)
    {
        var refresh = tokens.RefreshToken is null ? "" : $",\"refresh_token\":\"{tokens.RefreshToken}\"";
        return WireReply.Json($$"""
            {"access_token":"{{tokens.AccessToken}}","expires_in":{{(int)tokens.Lifetime.TotalSeconds}}{{refresh}},"scope":"openid email https://www.googleapis.com/auth/cloud-platform","token_type":"Bearer"}
            """);
    }
}
