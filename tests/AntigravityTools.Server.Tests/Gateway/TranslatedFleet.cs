using System.Collections.Immutable;
using System.Text;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Proxy;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>A gateway whose one account speaks one protocol and serves every client's model.</summary>
internal static class TranslatedFleet
{
    public static async Task<Fleet> StartAsync(Protocol upstream)
    {
        var fleet = await Fleet.StartAsync(TimeProvider.System);
        var address = upstream == Protocol.Gemini ? fleet.Simulator.GeminiUrl : null;
        fleet.Pool.SetAccounts([fleet.AccountFor(upstream, "only", 0, address) with
        {
            OfferedModels = [Talk.ModelOf(upstream)],
            Aliases = ((Protocol[])[Protocol.OpenAIChat, Protocol.Anthropic, Protocol.Gemini])
                .Where(inbound => Talk.ModelOf(inbound) != Talk.ModelOf(upstream)).ToImmutableDictionary(Talk.ModelOf, _ => Talk.ModelOf(upstream)),
        }]);
        return fleet;
    }

    /// <summary>Sends a request with headers of its own and reads the whole answer and the record of it.</summary>
    public static async Task<(int Status, string Body, HttpResponseMessage Answer, RequestRecord Record)> PostAsync(
        this Fleet fleet, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await fleet.Client.SendAsync(request, ProxyFixture.Token);
        var text = await answer.Content.ReadAsStringAsync(ProxyFixture.Token);
        return ((int)answer.StatusCode, text, answer, await fleet.RecordAsync(ProxyFixture.Token));
    }
}
