using System.Collections.Immutable;
using AntigravityTools.Core.Clients.Editors;

namespace AntigravityTools.Core.Clients;

/// <summary>OpenCode: a provider of its own in <c>~/.config/opencode/opencode.json</c> (https://opencode.ai/docs/config).</summary>
internal sealed class OpenCode : IClient
{
    private const string Json = ".config/opencode/opencode.json";
    private const string Jsonc = ".config/opencode/opencode.jsonc";
    private const string Provider = "antigravity-tools";
    private static readonly string[] Options = ["provider", Provider, "options"];

    public string Name => "opencode";

    public string Title => "OpenCode";

    public string UrlPath => "/v1";

    public string ListPath => "/models";

    public bool FilesWin => true;

    public string? BaseUrlVariable => null;

    public ImmutableArray<string> KeyVariables => [];

    public ImmutableArray<ClientFile> Files(Func<string, bool> exists) =>
        [new() { Path = !exists(Json) && exists(Jsonc) ? Jsonc : Json, Fault = JsonSettings.Fault, Edit = Edit }];

    public ClientReading Read(IReadOnlyDictionary<string, string> texts) => new()
    {
        BaseUrl = JsonSettings.Read(Text(texts), [.. Options, "baseURL"]),
        Key = JsonSettings.Read(Text(texts), [.. Options, "apiKey"]),
        KeyPlace = "options.apiKey",
        Model = JsonSettings.Read(Text(texts), "model") is { } model && model.StartsWith(Provider + "/", StringComparison.Ordinal) ? model[(Provider.Length + 1)..] : null,
    };

    public ImmutableArray<string> Notes(IReadOnlyDictionary<string, string> texts, GatewayTarget target) => target.Models.IsEmpty
        ? ["No account offers a model yet, so OpenCode has none to choose from. Add an account, then connect again."]
        : JsonSettings.Read(Text(texts), "model") is { } model && !model.StartsWith(Provider + "/", StringComparison.Ordinal)
            ? [$"The file names the model '{model}', which stays. Choose one of Antigravity Tools with /models, or start with -m {Provider}/{target.Models[0]}."]
            : [];

    private static EditResult Edit(string text, GatewayTarget target)
    {
        string[] provider = ["provider", Provider];
        var edited = JsonSettings.SetText(text, "@ai-sdk/openai-compatible", [.. provider, "npm"])
            .Then(next => JsonSettings.SetText(next, "Antigravity Tools", [.. provider, "name"]))
            .Then(next => JsonSettings.SetText(next, target.OpenAIUrl, [.. Options, "baseURL"]))
            .Then(next => JsonSettings.SetText(next, target.KeyOrPlaceholder, [.. Options, "apiKey"]));

        // A model that the user has set up stays as it is.
        foreach (var model in target.Models)
        {
            edited = edited.Then(next => JsonSettings.Has(next, [.. provider, "models", model]) ? EditResult.Of(next) : JsonSettings.Set(next, "{}", [.. provider, "models", model]));
        }

        return target.Models.IsEmpty ? edited
            : edited.Then(next => JsonSettings.Has(next, "model") ? EditResult.Of(next) : JsonSettings.SetText(next, $"{Provider}/{target.Models[0]}", "model"));
    }

    private static string Text(IReadOnlyDictionary<string, string> texts) => texts.GetValueOrDefault(Json) ?? texts.GetValueOrDefault(Jsonc) ?? "";
}
