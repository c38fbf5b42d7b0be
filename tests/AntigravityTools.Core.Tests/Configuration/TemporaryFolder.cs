namespace AntigravityTools.Core.Tests.Configuration;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("config-test-").FullName;

    public string Config => System.IO.Path.Combine(Path, "config.json");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
