using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AntigravityTools.Testing.Gateway;

/// <summary>Drives a running gateway through its management API, as a script would.</summary>
public sealed class ManagementClient : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Speaks to one gateway.</summary>
    public ManagementClient(Uri consoleUrl, string adminKey)
    {
        _http.BaseAddress = consoleUrl;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
    }

    /// <summary>Adds an account and returns its id.</summary>
    public async Task<string> AddAccountAsync(JsonObject account, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, "/api/accounts", account, cancellationToken)).GetProperty("id").GetString()!;

    /// <summary>Removes an account.</summary>
    public Task DeleteAccountAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, "/api/accounts/" + id, body: null, cancellationToken);

    /// <summary>Sends one call and returns its answer; an undefined element where there is no body.</summary>
    /// <exception cref="HttpRequestException">The call was refused; the message is the answer.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }
        using var answer = await _http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {text}", inner: null, answer.StatusCode);
        }
        if (text.Length == 0)
        {
            return default;
        }
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
