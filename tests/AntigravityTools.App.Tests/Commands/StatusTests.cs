using System.Text.Json;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Commands;

public sealed class StatusTests : IDisposable
{
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task NothingThere_IsSaidWithoutCreatingAnything()
    {
        var (code, output, _) = await Gateway.RunAsync(_home, "status", "--json");

        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        Assert.False(document.RootElement.GetProperty("running").GetBoolean());
        Assert.Empty(Directory.GetFileSystemEntries(_home.Path));
    }

    [Fact]
    public async Task LiveGateway_IsShownWithItsAccounts()
    {
        await using var gateway = await Gateway.ServeAsync(_home);

        var (code, output, _) = await Gateway.RunAsync(_home, "status", "--json");

        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        Assert.True(document.RootElement.GetProperty("running").GetBoolean());
        Assert.Equal(gateway.Pid, document.RootElement.GetProperty("pid").GetInt32());
        Assert.Equal(0, document.RootElement.GetProperty("accounts").GetInt32());
    }
}
