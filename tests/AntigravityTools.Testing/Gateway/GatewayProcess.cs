using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace AntigravityTools.Testing.Gateway;

/// <summary>
/// The gateway as people run it: the built program in a process of its own, on free ports and a throw-away data directory.
/// <c>ANTIGRAVITY_TEST_GATEWAY</c> names another executable, such as a published one.
/// </summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly TemporaryDirectory _data = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(string arguments)
    {
        var start = new ProcessStartInfo(Executable, $"serve --port 0 --console-port 0 --data-dir \"{_data.Path}\" {arguments}")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _data.Path,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
        {
            start.Environment.Remove(name);
        }
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _announced.TrySetException(new InvalidOperationException("The gateway ended: " + Output));
    }

    /// <summary>Where clients connect.</summary>
    public Uri ProxyUrl { get; private set; } = null!;

    /// <summary>Where the pages and the management API are.</summary>
    public Uri ConsoleUrl { get; private set; } = null!;

    /// <summary>The console's login link; it signs in once.</summary>
    public Uri LoginUrl { get; private set; } = null!;

    /// <summary>The bearer secret of the management API.</summary>
    public string AdminKey => File.ReadAllText(Path.Combine(_data.Path, "admin.key")).Trim();

    /// <summary>What the program has printed.</summary>
    public string Output
    {
        get { lock (_output) { return _output.ToString(); } }
    }

    /// <summary>Its data directory.</summary>
    public string DataDirectory => _data.Path;

    /// <summary>The program; also for its commands.</summary>
    public static string Executable => Environment.GetEnvironmentVariable("ANTIGRAVITY_TEST_GATEWAY") is { Length: > 0 } named
        ? named
        : Path.Combine(Repository.Root, "src", "AntigravityTools.App", "bin", Repository.Configuration, "net10.0",
            OperatingSystem.IsWindows() ? "antigravity-tools.exe" : "antigravity-tools");

    /// <summary>Starts one and returns when both listeners accept connections.</summary>
    public static async Task<GatewayProcess> StartAsync(string arguments, CancellationToken cancellationToken)
    {
        var gateway = new GatewayProcess(arguments);
        gateway._process.Start();
        gateway._process.StandardInput.Close();
        gateway._process.BeginOutputReadLine();
        gateway._process.BeginErrorReadLine();
        try
        {
            gateway.LoginUrl = await gateway._announced.Task.WaitAsync(Patience, TimeProvider.System, cancellationToken);
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
        using var runtime = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(gateway._data.Path, "runtime.json"), cancellationToken));
        gateway.ProxyUrl = new Uri(runtime.RootElement.GetProperty("proxy_url").GetString()!);
        gateway.ConsoleUrl = new Uri(runtime.RootElement.GetProperty("console_url").GetString()!);
        return gateway;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
        _data.Dispose();
    }

    private static bool IsForeign(string name) =>
        name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ANTIGRAVITY_TOOLS_", StringComparison.OrdinalIgnoreCase);

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (_output)
        {
            _output.AppendLine(line);
        }
        // The banner with this link is printed when both listeners accept connections.
        var link = line.Split(' ').FirstOrDefault(static word => word.Contains("/login?token=", StringComparison.Ordinal));
        if (link is not null)
        {
            _announced.TrySetResult(new Uri(link));
        }
    }
}
