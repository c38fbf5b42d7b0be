namespace AntigravityTools.Core.Clients;

/// <summary>The home directory in which clients keep their settings, and the variables that they see.</summary>
/// <param name="Path">The directory.</param>
/// <param name="Environment">The variables by name.</param>
public sealed record ClientHome(string Path, IReadOnlyDictionary<string, string> Environment)
{
    // What moves a client's folder, and the folder below the home that it moves.
    private static readonly (string Folder, string Variable)[] Moved =
        [(".claude/", "CLAUDE_CONFIG_DIR"), (".codex/", "CODEX_HOME"), (".config/", "XDG_CONFIG_HOME")];

    /// <summary>The home of the person who runs this program.</summary>
    public static ClientHome Of(IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var named = OperatingSystem.IsWindows() ? null : environment.GetValueOrDefault("HOME");
        return new ClientHome(
            System.IO.Path.IsPathRooted(named) ? named : System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), environment);
    }

    /// <summary>The whole path of a settings file.</summary>
    internal string Locate(string path)
    {
        foreach (var (folder, variable) in Moved)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && System.IO.Path.IsPathRooted(Environment.GetValueOrDefault(variable)))
            {
                return System.IO.Path.GetFullPath(System.IO.Path.Combine(Environment[variable], path[folder.Length..]));
            }
        }

        return System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, path));
    }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
