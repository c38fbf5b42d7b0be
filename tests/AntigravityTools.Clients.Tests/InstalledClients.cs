using AntigravityTools.Testing;

namespace AntigravityTools.Clients.Tests;

/// <summary>The clients from npm, as <c>install-clients.sh</c> puts them.</summary>
internal static class InstalledClients
{
    private const string Remedy = "Install Node.js 20 or later and run tests/AntigravityTools.Clients.Tests/install-clients.sh.";

    /// <summary>The folder of <c>node_modules</c>: <c>ANTIGRAVITY_TEST_CLIENTS</c>, else <c>artifacts/clients</c> in the checkout.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("ANTIGRAVITY_TEST_CLIENTS") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(Repository.Root, "artifacts", "clients");

    /// <summary>The path of <c>node</c>; skips the test where it or the package is missing.</summary>
    public static string NodeFor(string package)
    {
        var node = CommandRun.Find("node");
        Prerequisite.Require(node is not null, "Node.js is not on the PATH. " + Remedy);
        Prerequisite.Require(Directory.Exists(Path.Combine(Folder, "node_modules", package)), $"{package} is not in {Folder}. {Remedy}");
        return node!;
    }

    /// <summary>The path of a command-line client; skips the test where it is missing.</summary>
    public static string Command(string name)
    {
        Prerequisite.Require(CommandRun.Find("node") is not null, "Node.js is not on the PATH. " + Remedy);
        var path = Path.Combine(Folder, "node_modules", ".bin", name);
        Prerequisite.Require(File.Exists(path), $"{name} is not in {Folder}. {Remedy}");
        return path;
    }
}
