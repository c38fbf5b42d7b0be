using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>Backup, autostart and metrics of a gateway that keeps nothing on disk; the program's own tests cover one that does.</summary>
public sealed class BackupCallsTests
{
    [Fact]
    public async Task GatewayThatKeepsNothing_RefusesBackupRestoreAndUndo()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var made = await console.CallAsync("POST", "/api/backup");
        var restored = await console.CallAsync("POST", "/api/restore", "PK", "application/octet-stream");
        var undone = await console.CallAsync("POST", "/api/restore/undo");
        Assert.Equal((400, 400, 400), (made.Status, restored.Status, undone.Status));
        Assert.Contains("nothing on disk", made.Detail, StringComparison.Ordinal);
        Assert.Contains("nothing on disk", restored.Detail, StringComparison.Ordinal);
        Assert.Contains("no restore to undo", undone.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "application/json", 400, "carries no backup")]
    [InlineData("--b\r\ncontent-disposition: form-data; name=\"passphrase\"\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b", 400, "carries no backup")]
    [InlineData("x", "text/plain", 415, "content-type")]
    public async Task RestoreWithoutAFile_IsToldHowToSendOne(string body, string type, int status, string detail)
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reply = await console.CallAsync("POST", "/api/restore", body, type);
        Assert.Equal(status, reply.Status);
        Assert.Contains(detail, reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PassphraseThatIsNoText_IsAFieldAtFault()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var reply = await console.CallAsync("POST", "/api/backup", """{"passphrase":5}""");
        Assert.Equal(400, reply.Status);
        Assert.Equal(["passphrase"], reply.Fields);
    }

    [Fact]
    public async Task Autostart_IsNotSupportedThere_AndTakesATruthValue()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var now = (await console.CallAsync("GET", "/api/autostart")).Json;
        Assert.False(now.GetProperty("supported").GetBoolean());
        Assert.False(now.GetProperty("enabled").GetBoolean());
        Assert.Equal(["enabled"], (await console.CallAsync("PUT", "/api/autostart", """{"enabled":"yes"}""")).Fields);
        Assert.Equal(400, (await console.CallAsync("PUT", "/api/autostart", """{"enabled":true}""")).Status);
    }

    [Fact]
    public async Task Metrics_FollowTheSwitch()
    {
        await using var console = await ConsoleFixture.StartAsync(GatewayConfig.Default with { Proxy = new() { Port = 0, ApiKey = ConsoleFixture.ClientKey } });
        Assert.Equal(404, (await console.CallAsync("GET", "/metrics")).Status);
        Assert.Equal(200, (await console.CallAsync("PATCH", "/api/config", """{"telemetry":{"prometheus":true}}""")).Status);
        var on = await console.CallAsync("GET", "/metrics");
        Assert.Equal((200, "text/plain; version=0.0.4; charset=utf-8"), (on.Status, on.Headers["Content-Type"]));
        Assert.Contains("# TYPE antigravity_records_dropped_total counter\nantigravity_records_dropped_total 0\n", on.Body, StringComparison.Ordinal);
        Assert.Equal(403, (await console.SendAsync("GET", "/metrics", null, null, ("Authorization", "Bearer " + ConsoleFixture.ClientKey))).Status);
        Assert.Equal(200, (await console.CallAsync("PATCH", "/api/config", """{"telemetry":{"prometheus":false}}""")).Status);
        Assert.Equal(404, (await console.CallAsync("GET", "/metrics")).Status);
    }
}
