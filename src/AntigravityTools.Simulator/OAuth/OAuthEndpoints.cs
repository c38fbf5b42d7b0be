using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AntigravityTools.Simulator.OAuth;

/// <summary>An OAuth server in Google's manner: authorisation page, token endpoint, user info.</summary>
internal static class OAuthEndpoints
{
    private const string DefaultEmail = "simulated.user@example.com";

    /// <summary>Consents at once and redirects back with a code; <c>login_hint</c> chooses the account.</summary>
    public static ValueTask<WireReply> AuthorizeAsync(Exchange exchange)
    {
        var query = exchange.Http.Request.Query;
        var redirect = query["redirect_uri"].ToString();
        if (query["response_type"] != "code" || !Uri.TryCreate(redirect, UriKind.Absolute, out _))
        {
            return ValueTask.FromResult(exchange.Refuse(FaultKind.BadRequest, "response_type=code and an absolute redirect_uri are required."));
        }
        if (query["code_challenge"].Count > 0 && query["code_challenge_method"] != "S256")
        {
            return ValueTask.FromResult(exchange.Refuse(FaultKind.BadRequest, "code_challenge_method must be S256."));
        }
        var email = query["login_hint"].ToString() is { Length: > 0 } hint ? hint : DefaultEmail;
        var code = exchange.State.Tokens.AddCode(redirect, query["code_challenge"].FirstOrDefault(), email);
        var target = QueryHelpers.AddQueryString(redirect, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"].FirstOrDefault() });
        return ValueTask.FromResult(new WireReply { Status = 302, ContentType = "text/html", Headers = new Dictionary<string, string> { ["location"] = target } });
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
        if (string.IsNullOrEmpty(form["client_id"]))
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

    private static WireReply Tokens(IssuedTokens tokens)
    {
        var refresh = tokens.RefreshToken is null ? "" : $",\"refresh_token\":\"{tokens.RefreshToken}\"";
        return WireReply.Json($$"""
            {"access_token":"{{tokens.AccessToken}}","expires_in":{{(int)tokens.Lifetime.TotalSeconds}}{{refresh}},"scope":"openid email https://www.googleapis.com/auth/cloud-platform","token_type":"Bearer"}
            """);
    }
}
