using System.Text.Json;
using AntigravityTools.Core.Records;

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
    public async Task Gemini_list_names_no_method_for_what_Gemini_s_protocol_does_not_reach()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.AddAccount("acc_1", "openai", ["gpt-image-1", "whisper-1"]);

        var models = (await proxy.SendAsync("GET", "/v1beta/models")).Json.GetProperty("models");

        Assert.All(models.EnumerateArray(), model => Assert.Empty(model.GetProperty("supportedGenerationMethods").EnumerateArray()));
    }

    [Fact]
    public async Task Limits_that_the_provider_states_stand_in_every_shape()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.AddAccount("acc_1", "anthropic", ["claude-opus-5-5"]);
        var account = proxy.Pool.Snapshot.Entries[0].Account;
        proxy.Pool.SetAccounts([account with { ModelLimits = account.ModelLimits.Add("claude-opus-5-5", new ModelLimits(1_000_000, 128_000)) }]);

        var anthropic = (await proxy.SendAsync("GET", "/v1/models", null, ("anthropic-version", "2023-06-01"))).Json.GetProperty("data")[0];
        var gemini = (await proxy.SendAsync("GET", "/v1beta/models")).Json.GetProperty("models")[0];
        var openAI = (await proxy.SendAsync("GET", "/v1/models")).Json.GetProperty("data")[0].GetProperty("antigravity");
        var codex = (await proxy.SendAsync("GET", "/v1/models?client_version=0.169.0")).Json.GetProperty("models")[0];

        Assert.Equal((1_000_000, 128_000), (anthropic.GetProperty("max_input_tokens").GetInt32(), anthropic.GetProperty("max_tokens").GetInt32()));
        Assert.Equal((1_000_000, 128_000), (gemini.GetProperty("inputTokenLimit").GetInt32(), gemini.GetProperty("outputTokenLimit").GetInt32()));
        Assert.Equal((1_000_000, 128_000), (openAI.GetProperty("max_input_tokens").GetInt32(), openAI.GetProperty("max_output_tokens").GetInt32()));
        Assert.Equal(1_000_000, codex.GetProperty("context_window").GetInt32());
    }

    [Fact]
    public async Task Anthropic_s_pages_join_to_the_whole_list_in_both_directions()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.AddAccount("acc_1", "anthropic", ["a", "b", "c", "d", "e"]);

        Assert.Equal("a,b+", await PageAsync("limit=2"));
        Assert.Equal("c,d+", await PageAsync("limit=2&after_id=b"));
        Assert.Equal("e", await PageAsync("limit=2&after_id=d"));
        Assert.Equal("b,c+", await PageAsync("limit=2&before_id=d"));
        Assert.Equal("a", await PageAsync("limit=2&before_id=b"));
        Assert.Equal("a,b,c,d,e", await PageAsync("limit=1000"));

        async Task<string> PageAsync(string query)
        {
            var json = (await proxy.SendAsync("GET", "/v1/models?" + query, null, ("anthropic-version", "2023-06-01"))).Json;
            return string.Join(',', json.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString())) + (json.GetProperty("has_more").GetBoolean() ? "+" : "");
        }
    }

    [Theory]
    [InlineData("/v1/models?limit=0", "anthropic-version")]
    [InlineData("/v1/models?limit=many", "anthropic-version")]
    [InlineData("/v1/models?after_id=nothing", "anthropic-version")]
    [InlineData("/v1/models?before_id=nothing", "anthropic-version")]
    [InlineData("/v1beta/models?pageSize=-1", "x-goog-api-key")]
    [InlineData("/v1beta/models?pageToken=nothing", "x-goog-api-key")]
    public async Task Page_that_is_none_is_refused_in_the_caller_s_shape(string path, string header)
    {
        await using var proxy = await StartAsync();

        var reply = await proxy.SendAsync("GET", path, null, (header, "x"));

        Assert.Equal(400, reply.Status);
        Assert.Equal(header == "anthropic-version", reply.Json.TryGetProperty("type", out _));
    }

    [Fact]
    public async Task Gemini_s_pages_join_to_the_whole_list()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.AddAccount("acc_1", "gemini", ["a", "b", "c"]);

        var first = (await proxy.SendAsync("GET", "/v1beta/models?pageSize=2")).Json;
        var second = (await proxy.SendAsync("GET", $"/v1beta/models?pageSize=2&pageToken={first.GetProperty("nextPageToken").GetString()}")).Json;

        Assert.Equal(2, first.GetProperty("models").GetArrayLength());
        Assert.Equal("models/c", second.GetProperty("models")[0].GetProperty("name").GetString());
        Assert.False(second.TryGetProperty("nextPageToken", out _));
    }

    [Fact]
    public async Task Codex_gets_the_models_that_it_was_not_built_with()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.AddAccount("acc_1", "openai", ["gpt-5.4", "text-embedding-3-small", "deepseek-chat"], ("mine", "gpt-5.4"));

        var reply = await proxy.SendAsync("GET", "/v1/models?client_version=0.169.0");

        Assert.Equal(["deepseek-chat", "mine"], reply.Json.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("slug").GetString()!));
        Assert.StartsWith("\"", reply.Headers["ETag"], StringComparison.Ordinal);
        var first = reply.Json.GetProperty("models")[0];
        foreach (var required in (string[])["display_name", "supported_reasoning_levels", "shell_type", "visibility", "supported_in_api", "priority", "base_instructions", "supports_reasoning_summaries", "support_verbosity", "truncation_policy", "supports_parallel_tool_calls", "experimental_supported_tools"])
        {
            Assert.True(first.TryGetProperty(required, out _), required);
        }
    }

    [Fact]
    public async Task Codex_keeps_its_own_list_where_there_is_nothing_to_add()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.AddAccount("acc_1", "openai", ["gpt-5.4"]);

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
