using Microsoft.Extensions.Hosting;

namespace AntigravityTools.App.Hosting;

/// <summary>Keeps a web application away from Ctrl-C and SIGTERM: they have one owner for the whole process.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
