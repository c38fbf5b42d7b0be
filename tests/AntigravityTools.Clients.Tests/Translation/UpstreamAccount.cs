using System.Text.Json.Nodes;
using AntigravityTools.Simulator;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.Translation;

/// <summary>An account that speaks one protocol only and alone serves a model name of its own; it goes away with this value.</summary>
internal sealed class UpstreamAccount : IAsyncDisposable
{
    private readonly GatewayFixture _gateway;
    private readonly string _id;

    private UpstreamAccount(GatewayFixture gateway, string id, string model) => (_gateway, _id, Model) = (gateway, id, model);

    /// <summary>The name to ask for.</summary>
    public string Model { get; }

    /// <summary>Adds one.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="simulator">Its provider.</param>
    /// <param name="upstream">The protocol.</param>
    /// <param name="key">Its credential.</param>
    /// <param name="model">The name to ask for.</param>
    /// <param name="reasons">True where the model must show its reasoning.</param>
    public static async Task<UpstreamAccount> AddAsync(
        GatewayFixture gateway, SimulatorHost simulator, string upstream, string key, string model, bool reasons = false)
    {
        var (provider, url, actual) = upstream switch
        {
            "anthropic" => ("anthropic", simulator.AnthropicUrl, "claude-opus-5-5"),
            "gemini" => ("gemini", simulator.GeminiUrl, "gemini-3.8-flash"),
            // The one that shows its reasoning over Chat.
            "openai-chat" when reasons => ("openai", simulator.OpenAiUrl, "deepseek-reasoner"),
            _ => ("openai", simulator.OpenAiUrl, "gpt-5.4"),
        };
        var account = new JsonObject
        {
            ["provider"] = provider,
            ["name"] = model,
            ["base_url"] = url.ToString(),
            ["auth"] = new JsonObject { ["type"] = "api_key", ["api_key"] = key },
            ["protocols"] = new JsonArray(upstream),
            ["models"] = new JsonArray(actual),
            ["aliases"] = new JsonObject { [model] = actual },
        };
        return new UpstreamAccount(gateway, await gateway.Management.AddAccountAsync(account, Xunit.TestContext.Current.CancellationToken), model);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _gateway.Management.DeleteAccountAsync(_id, CancellationToken.None);
}
