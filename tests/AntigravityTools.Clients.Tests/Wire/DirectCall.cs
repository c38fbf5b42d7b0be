using System.Text;
using System.Text.RegularExpressions;
using AntigravityTools.Simulator;

namespace AntigravityTools.Clients.Tests.Wire;

/// <summary>The same call without the gateway, to compare with.</summary>
internal static partial class DirectCall
{
    /// <summary>What the vendor itself answers.</summary>
    public static async Task<string> SendAsync(WireCall call, SimulatorHost simulator, string model, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = simulator.BaseUrl };
        using var request = new HttpRequestMessage(HttpMethod.Post, call.Path(model))
        {
            Headers = { { "x-api-key", "sk-direct" }, { "x-goog-api-key", "sk-direct" }, { "authorization", "Bearer sk-direct" } },
            Content = new StringContent(call.Body(model), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var answer = await client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>An answer without what differs from one to the next: ids and times.</summary>
    public static string Shape(string answer) => Identity().Replace(answer, "$1:*");

    [GeneratedRegex("""("(?:id|responseId|item_id|created|created_at|completed_at|encrypted_content|obfuscation)") ?: ?(?:"[^"]*"|[0-9]+)""")]
    private static partial Regex Identity();
}
