using System.Security;
using AntigravityTools.Core.Management;

namespace AntigravityTools.App.Platform.Autostart;

/// <summary>A launch agent of the user (launchd.plist(5)); it takes effect with the next login.</summary>
internal sealed class LaunchAgentAutostart(string home, string[] command) : IAutostart
{
    private const string Label = "antigravity-tools.desktop";

    private string FilePath => Path.Combine(home, "Library", "LaunchAgents", Label + ".plist");

    public AutostartView Read() => new() { Place = FilePath, Enabled = File.Exists(FilePath) };

    public string? Set(bool enabled)
    {
        try
        {
            if (enabled)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
                File.WriteAllText(FilePath, Plist());
            }
            else if (File.Exists(FilePath))
            {
                File.Delete(FilePath);
            }

            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"'{FilePath}' can not be written: {error.Message}";
        }
    }

    private string Plist() =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>Label</key><string>{Label}</string>
          <key>ProgramArguments</key>
          <array>{string.Concat(command.Select(word => $"<string>{SecurityElement.Escape(word)}</string>"))}</array>
          <key>RunAtLoad</key><true/>
        </dict>
        </plist>

        """;
}
