using AntigravityTools.Core.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace AntigravityTools.Core.Tests.Configuration;

public sealed class ConfigWatcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FileChangedByHand_IsAppliedWhileRunning()
    {
        var token = TestContext.Current.CancellationToken;
        var (store, _) = await ConfigStore.OpenAsync(_folder.Config, ConfigOverrides.None, token);
        var changed = new TaskCompletionSource<GatewayConfig>(TaskCreationOptions.RunContinuationsAsynchronously);
        store!.Changed += (_, after) => changed.TrySetResult(after);
        await using var watcher = new ConfigWatcher(store, TimeProvider.System, NullLogger<ConfigWatcher>.Instance);

        var text = await File.ReadAllTextAsync(_folder.Config, token);
        await File.WriteAllTextAsync(_folder.Config, text.Replace("8045", "8055", StringComparison.Ordinal), token);

        var config = await changed.Task.WaitAsync(TimeSpan.FromSeconds(30), token);
        Assert.Equal(8055, config.Proxy.Port);
    }
}
