using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace AntigravityTools.Simulator.Tests;

/// <summary>One simulator per test, spoken to over a real socket.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    private SimulatorHost? _host;

    private protected SimulatorHost Host => _host ?? throw new InvalidOperationException("The simulator has not been started.");

    private protected HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected virtual SimulatorOptions Options => new();

    public async ValueTask InitializeAsync()
    {
        _host = await SimulatorHost.StartAsync(Options, Cancel);
        Http.BaseAddress = _host.BaseUrl;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static HttpRequestMessage Anthropic(string body, string path = "/v1/messages", string key = "key-a") => new(HttpMethod.Post, path)
    {
        Headers = { { "x-api-key", key }, { "anthropic-version", "2023-06-01" } },
        Content = Json(body),
    };

    private protected static HttpRequestMessage OpenAi(string body, string path, string key = "key-a") => new(HttpMethod.Post, path)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
        Content = Json(body),
    };

    private protected static HttpRequestMessage Gemini(string body, string path, string key = "key-a") => new(HttpMethod.Post, path)
    {
        Headers = { { "x-goog-api-key", key } },
        Content = Json(body),
    };

    private protected static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private protected Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);

    private protected async Task<string> TextAsync(HttpRequestMessage request)
    {
        using var response = await SendAsync(request);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private protected async Task<JsonElement> JsonAsync(HttpRequestMessage request)
    {
        using var response = await SendAsync(request);
        return await JsonAsync(response);
    }

    private protected static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancel);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private protected async Task<List<(string Event, JsonElement Data)>> EventsAsync(HttpRequestMessage request) => Events(await TextAsync(request));

    /// <summary>Splits an SSE text; <c>[DONE]</c> comes back as an undefined element.</summary>
    private protected static List<(string Event, JsonElement Data)> Events(string text)
    {
        var events = new List<(string, JsonElement)>();
        foreach (var frame in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = frame.Split('\n');
            var name = lines.FirstOrDefault(line => line.StartsWith("event: ", StringComparison.Ordinal))?["event: ".Length..] ?? "";
            var data = lines.Single(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..];
            if (data == "[DONE]")
            {
                events.Add((data, default));
                continue;
            }
            using var document = JsonDocument.Parse(data);
            events.Add((name, document.RootElement.Clone()));
        }
        return events;
    }
}
