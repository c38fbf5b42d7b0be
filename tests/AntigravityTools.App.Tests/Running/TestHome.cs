using System.Text.Json;

namespace AntigravityTools.App.Tests.Running;

/// <summary>A home directory of its own for the program under test.</summary>
internal sealed class TestHome : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("app-test-").FullName;

    /// <summary>Environment variables beside HOME.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Where the program keeps its data when nothing else is said.</summary>
    public string Data => OperatingSystem.IsMacOS()
        ? System.IO.Path.Combine(Path, "Library", "Application Support", "AntigravityTools")
        : System.IO.Path.Combine(Path, ".local", "share", "antigravity-tools");

    public string Config => System.IO.Path.Combine(Data, "config.json");

    public string Database => System.IO.Path.Combine(Data, "antigravity.db");

    public string Runtime => System.IO.Path.Combine(Data, "runtime.json");

    /// <summary>The client key of the configuration.</summary>
    public string ReadClientKey()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Config), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return document.RootElement.GetProperty("proxy").GetProperty("api_key").GetString()!;
    }

    public JsonElement ReadRuntime()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Runtime));
        return document.RootElement.Clone();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
