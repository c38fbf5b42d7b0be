using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AntigravityTools.Simulator.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Simulator.Tests.OAuth;

public sealed class OAuthTests : SimulatorTest
{
    private const string Verifier = "a-verifier-that-is-long-enough-for-the-rules-0123456789";
    private readonly FakeTimeProvider _time = new();

    private protected override SimulatorOptions Options => new() { TimeProvider = _time };

    [Fact]
    public async Task SignIn_RedirectsWithACodeThatItsVerifierRedeemsOnce()
    {
        var code = await CodeAsync();
        using var tokens = await TokenAsync(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "http://127.0.0.1:9/cb"), ("code_verifier", Verifier));
        var answer = await JsonAsync(tokens);
        Assert.Equal("Bearer", answer.GetProperty("token_type").GetString());
        Assert.Equal(3600, answer.GetProperty("expires_in").GetInt32());

        using var info = new HttpRequestMessage(HttpMethod.Get, Host.UserInfoUrl) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", answer.GetProperty("access_token").GetString()) } };
        Assert.Equal("ann@example.com", (await JsonAsync(info)).GetProperty("email").GetString());

        using var again = await TokenAsync(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "http://127.0.0.1:9/cb"), ("code_verifier", Verifier));
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task WrongVerifier_IsAnInvalidGrant()
    {
        using var tokens = await TokenAsync(("grant_type", "authorization_code"), ("code", await CodeAsync()), ("redirect_uri", "http://127.0.0.1:9/cb"), ("code_verifier", "other"));
        Assert.Equal("invalid_grant", (await JsonAsync(tokens)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Refresh_RotatesTheRefreshToken()
    {
        Host.AddRefreshToken("rt-1");
        using var first = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "rt-1"));
        var rotated = (await JsonAsync(first)).GetProperty("refresh_token").GetString()!;
        Assert.NotEqual("rt-1", rotated);
        using var old = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "rt-1"));
        Assert.Equal("invalid_grant", (await JsonAsync(old)).GetProperty("error").GetString());
        using var next = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", rotated));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task AccessToken_WorksUntilItExpires()
    {
        Host.AddRefreshToken("rt-1");
        using var tokens = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "rt-1"));
        var token = (await JsonAsync(tokens)).GetProperty("access_token").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Call(token))).StatusCode);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Call(token))).StatusCode);
    }

    [Fact]
    public async Task ScriptedInvalidGrant_NeedsNoKnownToken()
    {
        Host.AddRefreshToken("rt-1");
        Host.Script("rt-1", new Fault(FaultKind.InvalidGrant));
        using var refused = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "rt-1"));
        Assert.Equal("invalid_grant", (await JsonAsync(refused)).GetProperty("error").GetString());
        using var accepted = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "rt-1"));
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(-2, HttpStatusCode.BadRequest)]
    public async Task ServiceAccount_GetsATokenForATimelySignedAssertion(int issuedHoursFromNow, HttpStatusCode status)
    {
        using var key = RSA.Create(2048);
        Host.AddServiceAccount("robot@project.example", key.ExportSubjectPublicKeyInfoPem());
        var issued = _time.GetUtcNow().AddHours(issuedHoursFromNow).ToUnixTimeSeconds();
        var unsigned = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            $$"""{"iss":"robot@project.example","scope":"x","aud":"{{Host.TokenUrl}}","iat":{{issued}},"exp":{{issued + 3600}}}"""));
        var signature = Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var tokens = await TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", unsigned + "." + signature));
        Assert.Equal(status, tokens.StatusCode);
        var forged = Base64Url.EncodeToString(new byte[256]);
        using var refused = await TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", unsigned + "." + forged));
        Assert.Equal("invalid_grant", (await JsonAsync(refused)).GetProperty("error").GetString());
    }

    private static HttpRequestMessage Call(string token) =>
        OpenAi("""{"contents":[{"parts":[{"text":"hi"}]}]}""", "/v1beta/models/gemini-3.8-flash:generateContent", token);

    private async Task<string> CodeAsync()
    {
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var url = new Uri($"{Host.AuthorizeUrl}?response_type=code&client_id=c&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb&state=s1&code_challenge={challenge}&code_challenge_method=S256&login_hint=ann%40example.com");
        using var page = await Http.GetAsync(url, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        var target = page.Headers.Location!;
        Assert.Equal("127.0.0.1:9", target.Authority);
        Assert.Contains("state=s1", target.Query, StringComparison.Ordinal);
        return target.Query.TrimStart('?').Split('&').Single(pair => pair.StartsWith("code=", StringComparison.Ordinal))["code=".Length..];
    }

    private Task<HttpResponseMessage> TokenAsync(params IEnumerable<(string Name, string Value)> fields) => Http.PostAsync(
        Host.TokenUrl,
        new FormUrlEncodedContent(fields.Append(("client_id", "c")).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
        Cancel);
}
