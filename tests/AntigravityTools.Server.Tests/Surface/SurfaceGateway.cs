using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Gateway;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;

namespace AntigravityTools.Server.Tests.Surface;

/// <summary>A gateway with one account of each vendor, and all of the vendor's models.</summary>
internal static class SurfaceGateway
{
    public static Task<GatewayFixture> StartAsync()
    {
        var models = new SimulatorOptions();
        return GatewayFixture.StartAsync(accounts: simulator =>
        [
            GatewayFixture.AccountFor("acc_openai", simulator.OpenAiUrl, models.OpenAiModels, Protocol.OpenAIChat, Protocol.OpenAIResponses),
            GatewayFixture.AccountFor("acc_claude", simulator.AnthropicUrl, models.AnthropicModels, Protocol.Anthropic),
            GatewayFixture.AccountFor("acc_gemini", simulator.GeminiUrl, models.GeminiModels, Protocol.Gemini),
        ]);
    }

    /// <summary>Sends a call, and returns the answer with its whole body.</summary>
    public static async Task<(int Status, string? MediaType, byte[] Body)> SendAsync(this GatewayFixture gateway, SurfaceCall call, params (string Name, string Value)[] headers)
    {
        using var request = call.ToRequest();
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await gateway.Client.SendAsync(request, ProxyFixture.Token);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsByteArrayAsync(ProxyFixture.Token));
    }

    /// <summary>The same as JSON.</summary>
    public static async Task<JsonElement> AskAsync(this GatewayFixture gateway, SurfaceCall call)
    {
        var (status, _, body) = await gateway.SendAsync(call);
        Assert.True(status == call.Status, $"{call} got {status}: {System.Text.Encoding.UTF8.GetString(body)}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The body of the only request that went upstream.</summary>
    public static JsonElement SentUpstream(this GatewayFixture gateway) => JsonDocument.Parse(Assert.Single(gateway.Simulator.Requests).Body).RootElement;

    /// <summary>The fields that the request lost.</summary>
    public static async Task<IReadOnlyList<string>> LossesAsync(this GatewayFixture gateway)
    {
        RequestRecord record = await gateway.SingleRecordAsync();
        return [.. record.Loss.Select(loss => loss.Field)];
    }
}
