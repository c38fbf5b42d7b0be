using System.Text.Json;

namespace AntigravityTools.Server.Tests.Proxy;

public sealed class ModelAnswersTests
{
    [Theory]
    [InlineData("/v1/models", null, "data", "id", "gpt-5.4")]
    [InlineData("/models", null, "data", "id", "gpt-5.4")]
    [InlineData("/v1/models?limit=1000", "anthropic-version", "data", "id", "gpt-5.4")]
    [InlineData("/v1/models", "x-goog-api-key", "models", "name", "models/gpt-5.4")]
    [InlineData("/v1/models", "x-goog-api-client", "models", "name", "models/gpt-5.4")]
    [InlineData("/v1/models?pageSize=50", null, "models", "name", "models/gpt-5.4")]
    [InlineData("/v1/models?key=k", "anthropic-version", "models", "name", "models/gpt-5.4")]
    [InlineData("/v1beta/models", null, "models", "name", "models/gpt-5.4")]
    [InlineData("/v1beta/openai/models", null, "data", "id", "gpt-5.4")]
    public async Task List_has_the_shape_of_the_client_that_asks(string path, string? header, string list, string field, string name)
    {
        await using var proxy = await StartAsync();

        var reply = header is null ? await proxy.SendAsync("GET", path) : await proxy.SendAsync("GET", path, null, (header, "x"));

        Assert.Equal(200, reply.Status);
        var items = reply.Json.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(field).GetString()!).ToList();
        Assert.Equal(2, items.Count);
        Assert.Contains(name, items);
    }

    [Fact]
    public async Task OpenAI_list_marks_aliases()
    {
        await using var proxy = await StartAsync();

        var json = (await proxy.SendAsync("GET", "/v1/models")).Json;

        Assert.Equal("list", json.GetProperty("object").GetString());
        var byId = json.GetProperty("data").EnumerateArray().ToDictionary(item => item.GetProperty("id").GetString()!);
        Assert.True(IsAlias(byId["mine"]));
        Assert.False(IsAlias(byId["gpt-5.4"]));
        Assert.Equal(("model", "openai"), (byId["mine"].GetProperty("object").GetString()!, byId["mine"].GetProperty("owned_by").GetString()!));
    }

    [Fact]
    public async Task Anthropic_list_is_one_whole_page()
    {
        await using var proxy = await StartAsync();

        var json = (await proxy.SendAsync("GET", "/v1/models", null, ("anthropic-version", "2023-06-01"))).Json;

        Assert.False(json.GetProperty("has_more").GetBoolean());
        Assert.Equal(("gpt-5.4", "mine"), (json.GetProperty("first_id").GetString()!, json.GetProperty("last_id").GetString()!));
        var first = json.GetProperty("data")[0];
        Assert.Equal("model", first.GetProperty("type").GetString());
        Assert.True(first.GetProperty("created_at").TryGetDateTimeOffset(out _));
        Assert.NotEmpty(first.GetProperty("display_name").GetString()!);
    }

    [Fact]
    public async Task Empty_anthropic_list_has_null_ids()
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var json = (await proxy.SendAsync("GET", "/v1/models", null, ("anthropic-version", "2023-06-01"))).Json;

        Assert.Equal(JsonValueKind.Null, json.GetProperty("first_id").ValueKind);
    }

    [Fact]
    public async Task Gemini_list_says_what_can_be_asked()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.AddAccount("acc_1", "gemini", ["gemini-3.8-flash", "gemini-embedding-2"]);

        var models = (await proxy.SendAsync("GET", "/v1beta/models")).Json.GetProperty("models");

        Assert.Contains("streamGenerateContent", models[0].GetProperty("supportedGenerationMethods").EnumerateArray().Select(m => m.GetString()));
        Assert.Contains("batchEmbedContents", models[1].GetProperty("supportedGenerationMethods").EnumerateArray().Select(m => m.GetString()));
    }

    [Fact]
    public async Task Codex_is_told_to_keep_its_own_list()
    {
        await using var proxy = await StartAsync();

        Assert.Equal(404, (await proxy.SendAsync("GET", "/v1/models?client_version=0.169.0")).Status);
    }

    [Theory]
    [InlineData("/v1/models/gpt-5.4", null, "id", "gpt-5.4")]
    [InlineData("/v1/models/gpt-5.4", "anthropic-version", "display_name", "gpt-5.4")]
    [InlineData("/v1beta/models/gpt-5.4", null, "name", "models/gpt-5.4")]
    public async Task One_model_has_the_same_shapes(string path, string? header, string field, string value)
    {
        await using var proxy = await StartAsync();

        var reply = header is null ? await proxy.SendAsync("GET", path) : await proxy.SendAsync("GET", path, null, (header, "x"));

        Assert.Equal(value, reply.Json.GetProperty(field).GetString());
    }

    [Fact]
    public async Task Unknown_model_is_a_404_that_lists_near_names()
    {
        await using var proxy = await StartAsync();

        var openAI = await proxy.SendAsync("GET", "/v1/models/gpt-5.5");
        var gemini = await proxy.SendAsync("GET", "/v1beta/models/gpt-5.5");

        Assert.Equal((404, "model_not_found"), (openAI.Status, openAI.Json.GetProperty("error").GetProperty("code").GetString()!));
        Assert.Contains("gpt-5.4", openAI.Body, StringComparison.Ordinal);
        Assert.Equal((404, "NOT_FOUND"), (gemini.Status, gemini.Json.GetProperty("error").GetProperty("status").GetString()!));
    }

    private static bool IsAlias(JsonElement model) => model.GetProperty("antigravity").GetProperty("alias").GetBoolean();

    private static async Task<ProxyFixture> StartAsync()
    {
        var proxy = await ProxyFixture.StartAsync();
        proxy.AddAccount("acc_1", "openai", ["gpt-5.4"], ("mine", "gpt-5.4"));
        return proxy;
    }
}
