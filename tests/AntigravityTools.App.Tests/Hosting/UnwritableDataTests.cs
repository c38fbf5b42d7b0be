using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AntigravityTools.App.Tests.Running;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.App.Tests.Hosting;

/// <summary>Calls that write, while the built program can not: another program holds its database, or its directory is gone.</summary>
public sealed class UnwritableDataTests : IDisposable
{
    private readonly TestHome _home = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task LockedDatabase_IsSaidWithWhatToDo_AndNothingIsChanged()
    {
        await using var gateway = await ServeAsync();
        var before = (await _client.GetFromJsonAsync<JsonElement>("/api/keys", Token)).GetRawText();
        await using (var other = new SqliteConnection($"Data Source={_home.Database};Pooling=False"))
        {
            await other.OpenAsync(Token);
            await using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync(Token);

            await RefusedAsync("/api/accounts", """{"provider":"simulator","name":"Mine","auth":{"type":"api_key","api_key":"sk-mine-0123456789"}}""");
            await RefusedAsync("/api/keys", """{"name":"laptop"}""");
        }

        Assert.Equal(before, (await _client.GetFromJsonAsync<JsonElement>("/api/keys", Token)).GetRawText());
        Assert.DoesNotContain("Mine", await _client.GetStringAsync("/api/accounts", Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("/api/keys", """{"name":"laptop"}""")).StatusCode);
    }

    [Fact]
    public async Task DirectoryThatIsGone_IsSaidWithWhatToDo()
    {
        await using var gateway = await ServeAsync();
        Directory.Move(_home.Data, _home.Data + "-moved");
        await File.WriteAllTextAsync(_home.Data, "", Token);

        using var answer = await PostAsync("/api/backup", "{}");

        Assert.Equal((HttpStatusCode.InsufficientStorage, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType!));
        var detail = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString()!;
        Assert.StartsWith("The data could not be stored: ", detail, StringComparison.Ordinal);
        Assert.Contains(_home.Data, detail, StringComparison.Ordinal);
        Assert.EndsWith("then try again.", detail, StringComparison.Ordinal);
    }

    private async Task<Gateway> ServeAsync()
    {
        var gateway = await Gateway.ServeAsync(_home, "--demo");
        _client.BaseAddress = new Uri(_home.ReadRuntime().GetProperty("console_url").GetString()!);
        _client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(_home.Data, "admin.key"), Token)).Trim());
        return gateway;
    }

    private async Task RefusedAsync(string path, string body)
    {
        using var answer = await PostAsync(path, body);
        Assert.Equal((path, HttpStatusCode.ServiceUnavailable), (path, answer.StatusCode));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var detail = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString()!;
        Assert.StartsWith("The data could not be stored: another program has locked the database", detail, StringComparison.Ordinal);
        Assert.EndsWith("Close that program, then try again.", detail, StringComparison.Ordinal);
        Assert.Contains(_home.Database, detail, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _client.PostAsync(path, content, Token);
    }
}
