using AntigravityTools.Testing;

namespace AntigravityTools.Clients.Tests.CommandLine;

/// <summary>A command-line client in an empty home of its own, with nothing of this machine's environment but the PATH.</summary>
internal sealed class CliRun : IDisposable
{
    private readonly TemporaryDirectory _home = new();
    private readonly Dictionary<string, string> _environment = new() { ["NO_COLOR"] = "1", ["TERM"] = "dumb" };

    /// <summary>The home.</summary>
    public string Home => _home.Path;

    /// <summary>Sets a variable.</summary>
    public CliRun With(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    /// <summary>Writes a settings file below the home.</summary>
    public CliRun WithFile(string name, string text)
    {
        _home.Write(name, text);
        return this;
    }

    /// <summary>Runs the client to its end and returns what it printed.</summary>
    public async Task<string> OutputAsync(string command, params IEnumerable<string> arguments)
    {
        var run = await CommandRun.ExecuteAsync(
            InstalledClients.Command(command), arguments, _home.Path, _environment, TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run.Output;
    }

    /// <inheritdoc/>
    public void Dispose() => _home.Dispose();
}
