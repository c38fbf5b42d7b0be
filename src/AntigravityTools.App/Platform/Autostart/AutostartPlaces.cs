using AntigravityTools.App.Commands;
using AntigravityTools.Core.Management;

namespace AntigravityTools.App.Platform.Autostart;

/// <summary>The autostart of this system.</summary>
internal static class AutostartPlaces
{
    /// <summary>The one for a data directory, which the entry names where it is not the usual one.</summary>
    public static IAutostart For(DataDirectory directory, IReadOnlyDictionary<string, string> environment)
    {
        var usual = DataDirectory.Locate(null, environment.Where(variable => variable.Key != DataDirectory.Variable).ToDictionary(StringComparer.Ordinal)).Path;
        string[] place = directory.Path == usual ? [] : ["--data-dir", directory.Path];
        string[] command = [.. Program(), "desktop", DesktopCommand.HiddenOption, .. place];
        return OperatingSystem.IsWindows() ? new RunKeyAutostart(command)
            : OperatingSystem.IsMacOS() ? new LaunchAgentAutostart(Home(environment), command)
            : new XdgAutostart(XdgFolder(environment), command);
    }

    // Under 'dotnet antigravity-tools.dll' the process is the runtime's, and the assembly its first argument.
    private static IEnumerable<string> Program() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet"
            ? [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "antigravity-tools.dll")]
            : [Environment.ProcessPath!];

    private static string Home(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    // https://specifications.freedesktop.org/autostart-spec/latest/ (0.5): a relative value is to be ignored.
    private static string XdgFolder(IReadOnlyDictionary<string, string> environment)
    {
        var config = environment.GetValueOrDefault("XDG_CONFIG_HOME");
        return Path.Combine(Path.IsPathRooted(config) ? config : Path.Combine(Home(environment), ".config"), "autostart");
    }
}
