using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using AntigravityTools.App.Commands;

namespace AntigravityTools.App.Tests.Running;

/// <summary>The built program as a process: started from <c>/</c>, with a home of its own and a clean environment.</summary>
internal sealed partial class Gateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _errorEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _until;

    private Gateway(Process process, string until)
    {
        (_process, _until) = (process, until);
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => TakeError(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Pid => _process.Id;

    public string Output => string.Join('\n', _lines);

    public string Errors => string.Join('\n', _errors);

    /// <summary>The proxy's address as printed at start.</summary>
    public Uri Proxy => new(ProxyLine().Match(Output).Groups[1].Value);

    /// <summary>Starts the program and waits until it has said a line that begins with the given text, or has ended.</summary>
    public static async Task<Gateway> StartAsync(TestHome home, string until, params string[] arguments)
    {
        var gateway = Launch(home, until, null, arguments);
        await Task.WhenAny(gateway._started.Task, gateway._process.WaitForExitAsync(Token)).WaitAsync(Patience, Token);
        return gateway;
    }

    /// <summary>Starts <c>serve</c> on free ports and waits until it serves.</summary>
    public static async Task<Gateway> ServeAsync(TestHome home, params string[] arguments)
    {
        var gateway = await StartAsync(home, "  Accounts", ["serve", "--port", "0", "--console-port", "0", .. arguments]);
        Assert.True(gateway._started.Task.IsCompleted, gateway.Errors);
        return gateway;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(TestHome home, params string[] arguments) =>
        await RunWithInputAsync(home, null, arguments);

    /// <summary>Runs a command that reads standard input.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunWithInputAsync(TestHome home, string? input, params string[] arguments)
    {
        await using var gateway = Launch(home, "\0", input, arguments);
        var code = await gateway.WaitForExitAsync();
        return (code, gateway.Output, gateway.Errors);
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end and all output; returns the exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        await Task.WhenAll(_outputEnded.Task, _errorEnded.Task).WaitAsync(Patience, Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Gateway Launch(TestHome home, string until, string? input, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "antigravity-tools"), arguments)
        {
            WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in CommonOptions.Environment().Keys.Where(name => name.StartsWith("ANTIGRAVITY_", StringComparison.Ordinal) || name.StartsWith("XDG_", StringComparison.Ordinal)))
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = home.Path;
        foreach (var (name, value) in home.Variables)
        {
            start.Environment[name] = value;
        }

        var gateway = new Gateway(new Process { StartInfo = start }, until);
        gateway._process.StandardInput.Write(input);
        gateway._process.StandardInput.Close();
        return gateway;
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _outputEnded.TrySetResult();
            return;
        }

        _lines.Enqueue(line);
        if (line.StartsWith(_until, StringComparison.Ordinal))
        {
            _started.TrySetResult();
        }
    }

    private void TakeError(string? line)
    {
        if (line is null)
        {
            _errorEnded.TrySetResult();
        }
        else
        {
            _errors.Enqueue(line);
        }
    }

    [GeneratedRegex(@"^  Proxy +(http://\S+)", RegexOptions.Multiline)]
    private static partial Regex ProxyLine();
}
