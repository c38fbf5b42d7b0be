namespace AntigravityTools.App.Platform;

/// <summary>Where the gateway keeps its things: one directory, readable by its owner alone.</summary>
internal sealed class DataDirectory
{
    /// <summary>The environment variable that moves it.</summary>
    public const string Variable = "ANTIGRAVITY_TOOLS_DATA_DIR";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataDirectory(string path) => Path = path;

    /// <summary>The directory itself.</summary>
    public string Path { get; }

    /// <summary>The configuration.</summary>
    public string Config => In("config.json");

    /// <summary>The admin secret.</summary>
    public string AdminKey => In("admin.key");

    /// <summary>The key of the key-file protector.</summary>
    public string SecretKey => In("secret.key");

    /// <summary>The database.</summary>
    public string Database => In("antigravity.db");

    /// <summary>What clients' settings were before they were connected, encrypted.</summary>
    public string Connections => In("clients");

    /// <summary>Addresses and process id while running.</summary>
    public string Runtime => In("runtime.json");

    /// <summary>The file whose lock gives the directory one owner.</summary>
    public string Lock => In("owner.lock");

    /// <summary>The size of the desktop window.</summary>
    public string Window => In("window.json");

    /// <summary>The profile of the browser that stands in for a native window.</summary>
    public string WindowProfile => In("window-profile");

    /// <summary>Finds the directory: the option, then the environment, then the system's place for such data. Creates nothing.</summary>
    public static DataDirectory Locate(string? option, IReadOnlyDictionary<string, string> environment)
    {
        var chosen = !string.IsNullOrWhiteSpace(option) ? option : environment.GetValueOrDefault(Variable);
        return new DataDirectory(System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(chosen) ? Default(environment) : chosen));
    }

    /// <summary>Creates the directory where it is missing. Returns one sentence where it can not be used.</summary>
    public string? Prepare()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Path);
            }
            else
            {
                Directory.CreateDirectory(Path, OwnerOnly);
            }

            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Unusable(error.Message);
        }
    }

    /// <summary>The sentence for a directory that can not be used.</summary>
    public string Unusable(string why) =>
        $"The data directory '{Path}' can not be used: {why.TrimEnd('.')}. Make it writable, or name another one with --data-dir or {Variable}.";

    private static string Default(IReadOnlyDictionary<string, string> environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "AntigravityTools");
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
        {
            return System.IO.Path.Combine(home, "Library", "Application Support", "AntigravityTools");
        }

        // The base directory specification says that a relative value is to be ignored.
        var data = environment.GetValueOrDefault("XDG_DATA_HOME");
        return System.IO.Path.Combine(System.IO.Path.IsPathRooted(data) ? data : System.IO.Path.Combine(home, ".local", "share"), "antigravity-tools");
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
