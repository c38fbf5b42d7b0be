using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Gateway;

namespace AntigravityTools.Server.Tests.Surface;

public sealed class RelayTests
{
    [Fact]
    public async Task File_is_found_at_the_account_that_took_it()
    {
        await using var gateway = await TwoAccountsAsync();
        var id = (await gateway.AskAsync(Upload)).GetProperty("id").GetString()!;

        var file = await gateway.AskAsync(new("GET", "/v1/files/" + id));
        var (_, type, content) = await gateway.SendAsync(new("GET", $"/v1/files/{id}/content"));
        var listed = await gateway.AskAsync(new("GET", "/v1/files"));
        var deleted = await gateway.AskAsync(new("DELETE", "/v1/files/" + id));

        Assert.Equal(id, file.GetProperty("id").GetString());
        Assert.Equal(("application/octet-stream", "AQIDBA=="), (type!, Convert.ToBase64String(content)));
        Assert.Equal(id, listed.GetProperty("data")[0].GetProperty("id").GetString());
        Assert.True(deleted.GetProperty("deleted").GetBoolean());
        Assert.Single(gateway.Simulator.Requests.Select(request => request.Credential).Distinct());
    }

    [Fact]
    public async Task Request_that_names_a_file_goes_to_its_owner()
    {
        await using var gateway = await TwoAccountsAsync();
        var id = (await gateway.AskAsync(Upload)).GetProperty("id").GetString()!;

        for (var i = 0; i < 6; i++)
        {
            await gateway.AskAsync(new("POST", "/v1/responses")
            {
                Body = $$"""{"model":"gpt-5.4","input":[{"role":"user","content":[{"type":"input_file","file_id":"{{id}}"},{"type":"input_text","text":"Round {{i}}"}]}]}""", Shape = Protocol.OpenAIResponses,
            });
        }

        Assert.Single(gateway.Simulator.Requests.Select(request => request.Credential).Distinct());
    }

    [Fact]
    public async Task File_of_an_account_without_the_model_is_refused_by_name()
    {
        await using var gateway = await TwoAccountsAsync();
        var id = (await gateway.AskAsync(Upload)).GetProperty("id").GetString()!;

        var error = (await gateway.AskAsync(new("POST", "/v1/responses", 400)
        {
            Body = $$"""{"model":"gpt-5.4-mini","input":[{"role":"user","content":[{"type":"input_file","file_id":"{{id}}"}]}]}""", Shape = Protocol.OpenAIResponses,
        })).GetProperty("error");

        Assert.Equal("server_object_not_found", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task File_that_nobody_is_known_to_own_is_asked_of_nobody()
    {
        await using var gateway = await TwoAccountsAsync();

        var error = (await gateway.AskAsync(new("GET", "/v1/files/file-lost", 404))).GetProperty("error");

        Assert.Contains("file-lost", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(gateway.Simulator.Requests);
    }

    [Fact]
    public async Task File_of_Gemini_is_known_by_its_name_and_its_address()
    {
        await using var gateway = await TwoAccountsAsync();
        var file = (await gateway.AskAsync(new("POST", "/v1beta/files") { Body = "{}", Shape = Protocol.Gemini })).GetProperty("file");

        var found = await gateway.AskAsync(new("GET", "/v1beta/" + file.GetProperty("name").GetString()) { Shape = Protocol.Gemini });
        await gateway.AskAsync(new("POST", "/v1beta/models/gemini-3.8-flash:generateContent")
        {
            Body = $$$"""{"contents":[{"role":"user","parts":[{"fileData":{"fileUri":"{{{file.GetProperty("uri").GetString()}}}"}},{"text":"hi"}]}]}""", Shape = Protocol.Gemini,
        });

        Assert.Equal(file.GetProperty("uri").GetString(), found.GetProperty("uri").GetString());
        Assert.Single(gateway.Simulator.Requests.Select(request => request.Credential).Distinct());
    }

    [Fact]
    public async Task Refusal_of_a_file_says_nothing_about_the_account()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        var (status, _, body) = await gateway.SendAsync(new("GET", "/v1beta/files/other") { Shape = Protocol.Gemini });
        var (after, _, _) = await gateway.SendAsync(new("POST", "/v1beta/models/gemini-3.8-flash:generateContent") { Body = """{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}""", Shape = Protocol.Gemini });

        Assert.True(status is 403 or 404, Encoding.UTF8.GetString(body));
        Assert.Equal(200, after);
    }

    private static SurfaceCall Upload => new("POST", "/v1/files") { Form = [("purpose", "user_data"), ("file", "@notes.txt")] };

    private static Task<GatewayFixture> TwoAccountsAsync() => GatewayFixture.StartAsync(accounts: simulator =>
    [
        GatewayFixture.AccountFor("acc_one", simulator.OpenAiUrl, ["gpt-5.4"], Protocol.OpenAIChat, Protocol.OpenAIResponses),
        GatewayFixture.AccountFor("acc_two", simulator.OpenAiUrl, ["gpt-5.4", "gpt-5.4-mini"], Protocol.OpenAIChat, Protocol.OpenAIResponses),
        GatewayFixture.AccountFor("acc_g1", simulator.GeminiUrl, ["gemini-3.8-flash"], Protocol.Gemini),
        GatewayFixture.AccountFor("acc_g2", simulator.GeminiUrl, ["gemini-3.8-flash"], Protocol.Gemini),
    ]);
}
