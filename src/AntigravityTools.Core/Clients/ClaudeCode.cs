using System.Collections.Immutable;
using AntigravityTools.Core.Clients.Editors;

namespace AntigravityTools.Core.Clients;

/// <summary>Claude Code: <c>env</c> of <c>~/.claude/settings.json</c> (https://docs.claude.com/en/docs/claude-code/settings).</summary>
internal sealed class ClaudeCode : IClient
{
    private const string Settings = ".claude/settings.json";
    private const string BaseUrl = "ANTHROPIC_BASE_URL";
    private const string Token = "ANTHROPIC_AUTH_TOKEN";
    private const string ApiKey = "ANTHROPIC_API_KEY";
    private const string Env = "env";

    public string Name => "claude-code";

    public string Title => "Claude Code";

    public string UrlPath => "";

    public string ListPath => "/v1/models";

    public bool FilesWin => true;

    public string? BaseUrlVariable => BaseUrl;

    public ImmutableArray<string> KeyVariables => [Token, ApiKey];

    public ImmutableArray<ClientFile> Files(Func<string, bool> exists) =>
    [
        new()
        {
            Path = Settings,
            Fault = JsonSettings.Fault,
            Edit = (text, target) => JsonSettings.SetText(text, target.Url, Env, BaseUrl).Then(next => JsonSettings.SetText(next, target.KeyOrPlaceholder, Env, Token)),
        },
    ];

    public ClientReading Read(IReadOnlyDictionary<string, string> texts)
    {
        var text = texts.GetValueOrDefault(Settings, "");
        var (token, key) = (JsonSettings.Read(text, Env, Token), JsonSettings.Read(text, Env, ApiKey));
        return new ClientReading
        {
            BaseUrl = JsonSettings.Read(text, Env, BaseUrl),
            Key = token ?? key,
            KeyPlace = token is null && key is not null ? ApiKey : Token,
            Model = JsonSettings.Read(text, Env, "ANTHROPIC_MODEL") ?? JsonSettings.Read(text, "model"),
            WrongKeyPlace = token is null && key is null && JsonSettings.Read(text, Env, "CLAUDE_API_KEY") is not null ? "CLAUDE_API_KEY" : null,
        };
    }

    public ImmutableArray<string> Notes(IReadOnlyDictionary<string, string> texts, GatewayTarget target) =>
        JsonSettings.Has(texts.GetValueOrDefault(Settings, ""), Env, ApiKey)
            ? [$"The settings also hold {ApiKey}. It stays there; the gateway takes {Token} and never forwards the other one."]
            : [];
}
