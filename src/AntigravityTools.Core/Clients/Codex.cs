using System.Collections.Immutable;
using AntigravityTools.Core.Clients.Editors;

namespace AntigravityTools.Core.Clients;

/// <summary>Codex: a model provider of its own in <c>~/.codex/config.toml</c> (https://developers.openai.com/codex/config-advanced).</summary>
internal sealed class Codex : IClient
{
    private const string Config = ".codex/config.toml";
    private const string Provider = "antigravity-tools";
    private const string Providers = "model_providers";
    private const string Token = "experimental_bearer_token";

    public string Name => "codex";

    public string Title => "Codex";

    public string UrlPath => "/v1";

    public string ListPath => "/models";

    public bool FilesWin => true;

    public string? BaseUrlVariable => null;

    public ImmutableArray<string> KeyVariables => [];

    public ImmutableArray<ClientFile> Files(Func<string, bool> exists) => [new() { Path = Config, Fault = TomlFile.Fault, Edit = Edit }];

    public ClientReading Read(IReadOnlyDictionary<string, string> texts)
    {
        var values = TomlFile.Read(texts.GetValueOrDefault(Config, ""));
        if (!values.TryGetValue("model_provider", out var provider) || !values.TryGetValue($"{Providers}.{provider}.base_url", out var url))
        {
            return new ClientReading { BaseUrl = values.GetValueOrDefault("openai_base_url"), KeyPlace = "auth.json", Model = values.GetValueOrDefault("model") };
        }

        var variable = values.GetValueOrDefault($"{Providers}.{provider}.env_key");
        return new ClientReading
        {
            BaseUrl = url,
            Key = values.GetValueOrDefault($"{Providers}.{provider}.{Token}"),
            KeyPlace = variable is null ? Token : $"the variable {variable}",
            KeyVariable = variable,
            Model = values.GetValueOrDefault("model"),
            Mistake = values.GetValueOrDefault($"{Providers}.{provider}.wire_api") == "chat" ? ($"wire_api = \"chat\" of the provider '{provider}'", "wire_api = \"responses\"") : null,
        };
    }

    public ImmutableArray<string> Notes(IReadOnlyDictionary<string, string> texts, GatewayTarget target)
    {
        var values = TomlFile.Read(texts.GetValueOrDefault(Config, ""));
        return values.TryGetValue("profile", out var profile) && values.TryGetValue($"profiles.{profile}.model_provider", out var other) && other != Provider
            ? [$"The profile '{profile}' names the model provider '{other}', which wins over the one written here. Change it there, or run codex without the profile."]
            : [];
    }

    private static EditResult Edit(string text, GatewayTarget target)
    {
        string[] table = [Providers, Provider];
        return TomlFile.Set(text, [], "model_provider", TomlFile.Quote(Provider))
            .Then(next => TomlFile.Set(next, table, "name", TomlFile.Quote("Antigravity Tools")))
            .Then(next => TomlFile.Set(next, table, "base_url", TomlFile.Quote(target.OpenAIUrl)))
            .Then(next => TomlFile.Set(next, table, "wire_api", TomlFile.Quote("responses")))
            .Then(next => TomlFile.Set(next, table, Token, TomlFile.Quote(target.KeyOrPlaceholder)));
    }
}
