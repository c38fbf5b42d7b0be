using System.Net;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>Each test breaks one thing of a client that worked, and the doctor names it.</summary>
public sealed class DoctorClientTests
{
    private const string Claude = ".claude/settings.json";
    private const string Codex = ".codex/config.toml";
    private const string Gemini = ".gemini/.env";

    [Fact]
    public async Task WrongPort_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("codex");
        stage.Edit(Codex, $":{stage.Port}/", ":1/");
        await stage.FindsAsync("base_url_wrong_port", "client", $"the proxy is on {stage.Port}");
    }

    [Fact]
    public async Task PortOfAnotherProgram_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("codex");
        using var other = DoctorStage.Listen(IPAddress.Loopback);
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        stage.Edit(Codex, $":{stage.Port}/", $":{port}/");
        await stage.FindsAsync("base_url_other_program", "client", $"port {port}, where another program answers");
    }

    [Fact]
    public async Task LocalhostThatIsAnotherProgramOnIPv6_IsNamed()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no IPv6.");
        await using var stage = await DoctorStage.StartAsync("claude-code");
        using var other = DoctorStage.Listen(IPAddress.IPv6Loopback, stage.Port);
        stage.Edit(Claude, "127.0.0.1", "localhost");
        await stage.FindsAsync("base_url_localhost_ipv6", "client", "[::1]");
    }

    [Fact]
    public async Task MissingVersion_IsNamedThoughTheProxyForgivesIt()
    {
        await using var stage = await DoctorStage.StartAsync("codex");
        stage.Edit(Codex, "/v1\"", "\"");
        await stage.FindsAsync("base_url_lacks_v1", "client", "lacks the /v1", breaks: false);
    }

    [Fact]
    public async Task VersionTooMuch_IsNamedThoughTheProxyForgivesIt()
    {
        await using var stage = await DoctorStage.StartAsync("claude-code");
        stage.Edit(Claude, $":{stage.Port}", $":{stage.Port}/v1");
        await stage.FindsAsync("base_url_has_version", "client", "ends in /v1", breaks: false);
    }

    [Fact]
    public async Task ForeignPath_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("claude-code");
        stage.Edit(Claude, $":{stage.Port}", $":{stage.Port}/proxy/anthropic-here");
        await stage.FindsAsync("base_url_wrong_path", "client", "/proxy/anthropic-here");
    }

    [Fact]
    public async Task TrailingSlash_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("claude-code");
        stage.Edit(Claude, $":{stage.Port}", $":{stage.Port}/");
        await stage.FindsAsync("base_url_trailing_slash", "client", "ends in a slash", breaks: false);
    }

    [Fact]
    public async Task Https_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("gemini-cli");
        stage.Edit(Gemini, "http://", "https://");
        await stage.FindsAsync("base_url_https", "client", "TLS");
    }

    [Fact]
    public async Task AddressForListening_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("gemini-cli");
        stage.Edit(Gemini, "127.0.0.1", "0.0.0.0");
        await stage.FindsAsync("base_url_unspecified_address", "client", "0.0.0.0 is for listening");
    }

    [Fact]
    public async Task NoAddress_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("gemini-cli");
        stage.Edit(Gemini, "http://127", "127");
        await stage.FindsAsync("base_url_invalid", "client", "is not an http address");
    }

    [Fact]
    public async Task StaleKey_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("codex");
        stage.Edit(Codex, ConsoleFixture.ClientKey, "sk-of-last-year-0123456");
        await stage.FindsAsync("stale_key", "client", "not valid here");
    }

    [Fact]
    public async Task MissingKey_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("claude-code");
        stage.Edit(Claude, "ANTHROPIC_AUTH_TOKEN", "SOMETHING_ELSE");
        await stage.FindsAsync("client_key_missing", "client", "presents no key");
    }

    [Fact]
    public async Task KeyInTheWrongVariable_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("gemini-cli");
        stage.Edit(Gemini, "GEMINI_API_KEY", "GOOGLE_API_KEY");
        await stage.FindsAsync("wrong_auth_variable", "client", "GOOGLE_API_KEY");
    }

    [Fact]
    public async Task KeyVariableThatIsNotSet_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("codex");
        stage.Edit(Codex, "experimental_bearer_token", "env_key");
        stage.Edit(Codex, ConsoleFixture.ClientKey, "MY_GATEWAY_KEY");
        await stage.FindsAsync("key_variable_not_set", "client", "MY_GATEWAY_KEY");
    }

    [Fact]
    public async Task WireFormatThatCodexRefuses_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("codex");
        stage.Edit(Codex, "\"responses\"", "\"chat\"");
        await stage.FindsAsync("client_setting_unsupported", "client", "wire_api = \"chat\"");
    }

    [Fact]
    public async Task ModelThatNobodyOffers_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("codex");
        stage.Edit(Codex, "model_provider =", "model = \"gpt-of-tomorrow\"\nmodel_provider =");
        await stage.FindsAsync("model_not_offered", "client", "gpt-of-tomorrow");
    }

    [Fact]
    public async Task ProxyVariableWithoutExemption_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("codex");
        stage.Console.Variables["HTTP_PROXY"] = "http://proxy.example:3128";
        stage.Console.Variables["NO_PROXY"] = "intranet.example";
        await stage.FindsAsync("proxy_variables", "client", "HTTP_PROXY");
        stage.Console.Variables["NO_PROXY"] = "intranet.example, 127.0.0.1";
        Assert.True((await stage.Console.CallAsync("GET", "/api/doctor")).Json.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task VariableThatWinsOverTheFile_IsNamed()
    {
        await using var stage = await DoctorStage.StartAsync("gemini-cli");
        stage.Console.Variables["GOOGLE_GEMINI_BASE_URL"] = "https://gemini.example";
        await stage.FindsAsync("variable_overrides_settings", "client", "wins over");
    }

    [Fact]
    public async Task VariableThatLosesAgainstTheFile_IsNoFault()
    {
        await using var stage = await DoctorStage.StartAsync("claude-code");
        stage.Console.Variables["ANTHROPIC_BASE_URL"] = "https://anthropic.example";
        Assert.Empty((await stage.Console.CallAsync("GET", "/api/doctor")).Json.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public async Task FileThatCanNotBeRead_IsNamedWithThePlace()
    {
        await using var stage = await DoctorStage.StartAsync("codex");
        stage.Edit(Codex, "model_provider = ", "model_provider = = ");
        await stage.FindsAsync("client_file_unreadable", "client", "line 1, column");
    }
}
