using System.Net;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>An account's credential reaches its own upstream alone, and the client's own goes nowhere (product.md §10.6), from socket to socket.</summary>
public sealed class CredentialBoundsTests
{
    private const string Client = "c4n4ry-of-the-client";

    // Every place where a client can have put a secret of its own, or what tells where it comes from.
    private static readonly string[] Places =
    [
        "Authorization", "Proxy-Authorization", "x-api-key", "x-goog-api-key", "api-key", "x-goog-user-project", "OpenAI-Organization", "OpenAI-Project", "Cookie",
        "X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "Referer", "x-antigravity-session", "baggage",
    ];

    [Theory]
    [InlineData("/v1/chat/completions", "gpt-5.4", "sk-upstream-acc_chat")]
    [InlineData("/v1/responses", "gpt-5.4", "sk-upstream-acc_chat")]
    [InlineData("/v1/messages", "claude-opus-5-5", "sk-upstream-acc_claude")]
    [InlineData("/v1beta/models/gemini-3.8-flash:generateContent", "gemini-3.8-flash", "sk-upstream-acc_gemini")]
    [InlineData("/v1/messages", "gpt-5.4", "sk-upstream-acc_chat")]
    public async Task Client_s_credentials_are_never_forwarded(string path, string model, string credential)
    {
        await using var gateway = await GatewayFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path + "?key=" + Client)
        {
            Content = new StringContent(
                $$"""{"model":"{{model}}","max_tokens":9,"messages":[{"role":"user","content":"hi"}],"input":"hi","contents":[{"role":"user","parts":[{"text":"hi"}]}]}""",
                null, "application/json"),
        };
        foreach (var place in Places)
        {
            request.Headers.TryAddWithoutValidation(place, place == "Authorization" ? "Bearer " + Client : Client);
        }

        using var answer = await gateway.Client.SendAsync(request, ProxyFixture.Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var sent = Assert.Single(gateway.Simulator.Requests);
        Assert.Equal(credential, sent.Credential);
        Assert.DoesNotContain(Client, sent.Query + string.Join('\n', sent.Headers.Select(header => $"{header.Key}: {header.Value}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_of_an_upstream_is_not_followed(int status)
    {
        await using var elsewhere = await SimulatorHost.StartAsync(new SimulatorOptions(), ProxyFixture.Token);
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(Protocol.OpenAIChat, "a");
        fleet.Simulator.Always("sk-a", new RawFault(status, "")
        {
            Headers = new Dictionary<string, string> { ["Location"] = elsewhere.OpenAiUrl + "/chat/completions" },
        });

        using var answer = await fleet.SendAsync(Protocol.OpenAIChat, stream: false, ProxyFixture.Token);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.NotEmpty(fleet.Simulator.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Cross_origin_permission_of_an_upstream_is_not_passed_on()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(Protocol.OpenAIChat, "a");
        fleet.Simulator.Always("sk-a", new RawFault(200, """{"choices":[{"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}""")
        {
            Headers = new Dictionary<string, string>
            {
                ["Access-Control-Allow-Origin"] = "*", ["Access-Control-Allow-Methods"] = "*", ["Access-Control-Allow-Headers"] = "*",
                ["Access-Control-Allow-Credentials"] = "true", ["Set-Cookie"] = "a=b", ["x-kept"] = "yes",
            },
        });

        using var answer = await fleet.SendAsync(Protocol.OpenAIChat, stream: false, ProxyFixture.Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("x-kept", answer.Headers.Select(header => header.Key));
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("access-control-", StringComparison.OrdinalIgnoreCase) || header.Key == "Set-Cookie");
    }
}
