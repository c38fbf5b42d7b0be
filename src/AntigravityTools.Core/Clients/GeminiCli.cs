using System.Collections.Immutable;
using AntigravityTools.Core.Clients.Editors;

namespace AntigravityTools.Core.Clients;

/// <summary>Gemini CLI: <c>~/.gemini/.env</c>, and the way of signing in in <c>~/.gemini/settings.json</c>.</summary>
internal sealed class GeminiCli : IClient
{
    private const string Env = ".gemini/.env";
    private const string Settings = ".gemini/settings.json";
    private const string BaseUrl = "GOOGLE_GEMINI_BASE_URL";
    private const string ApiKey = "GEMINI_API_KEY";
    private const string OtherKey = "GOOGLE_API_KEY";
    private static readonly string[] AuthType = ["security", "auth", "selectedType"];

    public string Name => "gemini-cli";

    public string Title => "Gemini CLI";

    public string UrlPath => "";

    public string ListPath => "/v1beta/models";

    public bool FilesWin => false;

    public string? BaseUrlVariable => BaseUrl;

    public ImmutableArray<string> KeyVariables => [ApiKey];

    public ImmutableArray<ClientFile> Files(Func<string, bool> exists) =>
    [
        new()
        {
            Path = Env,
            Fault = EnvFile.Fault,
            Edit = (text, target) => EnvFile.Set(text, BaseUrl, target.Url).Then(next => EnvFile.Set(next, ApiKey, target.KeyOrPlaceholder)),
        },
        new() { Path = Settings, Fault = JsonSettings.Fault, Edit = (text, _) => JsonSettings.SetText(text, "gemini-api-key", AuthType) },
    ];

    public ClientReading Read(IReadOnlyDictionary<string, string> texts)
    {
        var text = texts.GetValueOrDefault(Env, "");
        var signIn = JsonSettings.Read(texts.GetValueOrDefault(Settings, ""), AuthType);
        var key = EnvFile.Read(text, ApiKey);
        return new ClientReading
        {
            BaseUrl = EnvFile.Read(text, BaseUrl),
            Key = key,
            KeyPlace = ApiKey,
            Model = EnvFile.Read(text, "GEMINI_MODEL") ?? JsonSettings.Read(texts.GetValueOrDefault(Settings, ""), "model", "name"),
            WrongKeyPlace = key is null && EnvFile.Read(text, OtherKey) is not null ? OtherKey
                : signIn is not null and not "gemini-api-key" ? $"security.auth.selectedType '{signIn}'" : null,
        };
    }

    public ImmutableArray<string> Notes(IReadOnlyDictionary<string, string> texts, GatewayTarget target) =>
        ["Gemini CLI reads ~/.gemini/.env only in folders that it trusts and where no nearer .env file stands; trust the folder when it asks."];
}
