using System.Net.Http.Json;
using System.Text.Json;
using AntigravityTools.App.Tests.Running;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.App.Tests.Records;

/// <summary>What a crash leaves behind.</summary>
public sealed class CrashTests : IDisposable
{
    private static readonly TimeSpan Traffic = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MostLost = TimeSpan.FromSeconds(1);
    private readonly TestHome _home = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task KilledUnderTraffic_LosesAtMostASecondAndOpensClean()
    {
        var time = TimeProvider.System;
        var answered = new List<(string Id, long At)>();
        await using (var gateway = await Gateway.ServeAsync(_home))
        {
            var begun = time.GetTimestamp();
            while (time.GetElapsedTime(begun) < Traffic)
            {
                answered.Add((await AskAsync(gateway.Proxy), time.GetTimestamp()));
            }

            gateway.Signal("KILL");
            await gateway.WaitForExitAsync();
        }

        var killed = answered[^1].At;
        AssertClean();
        await using var again = await Gateway.ServeAsync(_home);
        var kept = await KeptAsync();
        var due = answered.Where(answer => time.GetElapsedTime(answer.At, killed) > MostLost).Select(answer => answer.Id).ToList();
        Assert.NotEmpty(due);
        Assert.Empty(due.Except(kept));
        Assert.Empty(kept.Except(answered.Select(answer => answer.Id)));
        await AskAsync(again.Proxy);
    }

    // No account offers the model, so that the answer is an error; it is recorded like any other.
    private async Task<string> AskAsync(Uri proxy)
    {
        using var answer = await _client.PostAsJsonAsync(new Uri(proxy, "/v1/chat/completions"), new { model = "nobody-has-it", messages = Array.Empty<string>() }, Token);
        return answer.Headers.GetValues("x-antigravity-request-id").Single();
    }

    private void AssertClean()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _home.Database, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
    }

    private async Task<HashSet<string>> KeptAsync()
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var (console, key) = (_home.ReadRuntime().GetProperty("console_url").GetString()!, (await File.ReadAllTextAsync(Path.Combine(_home.Data, "admin.key"), Token)).Trim());
        for (string? before = ""; before is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{console}/api/requests?limit=500{(before.Length == 0 ? "" : "&before=" + before)}");
            request.Headers.Authorization = new("Bearer", key);
            using var answer = await _client.SendAsync(request, Token);
            using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
            foreach (var item in page.RootElement.GetProperty("items").EnumerateArray())
            {
                kept.Add(item.GetProperty("id").GetString()!);
            }

            before = page.RootElement.GetProperty("next").GetString();
        }

        return kept;
    }
}
