using System.Text;
using AntigravityTools.Core.Management;

namespace AntigravityTools.App.Platform.Autostart;

/// <summary>A desktop entry in the user's autostart folder (https://specifications.freedesktop.org/autostart-spec/latest/, 0.5).</summary>
internal sealed class XdgAutostart(string folder, string[] command) : IAutostart
{
    private string FilePath => Path.Combine(folder, "antigravity-tools.desktop");

    public AutostartView Read()
    {
        var view = new AutostartView { Place = FilePath };
        try
        {
            if (!File.Exists(FilePath))
            {
                return view;
            }

            var lines = File.ReadAllLines(FilePath).Select(line => line.Replace(" ", "", StringComparison.Ordinal)).ToList();
            var isOff = lines.Contains("Hidden=true") || lines.Contains("X-GNOME-Autostart-enabled=false");
            var isOurs = File.ReadAllText(FilePath).Contains($"Exec={ExecOf(command)}\n", StringComparison.Ordinal);
            return view with { Enabled = !isOff, Reason = isOff || isOurs ? null : $"'{FilePath}' starts another program or another data directory. Switch it off and on to write it anew." };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return view with { Reason = $"'{FilePath}' can not be read: {error.Message}" };
        }
    }

    public string? Set(bool enabled)
    {
        try
        {
            if (enabled)
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(FilePath, Entry());
            }
            else
            {
                File.Delete(FilePath);
            }

            return null;
        }
        catch (DirectoryNotFoundException) when (!enabled)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"'{FilePath}' can not be written: {error.Message}";
        }
    }

    private string Entry() =>
        $"""
        [Desktop Entry]
        Type=Application
        Name=Antigravity Tools
        Comment=Local AI gateway
        Exec={ExecOf(command)}
        Icon=network-server
        Terminal=false
        X-GNOME-Autostart-enabled=true

        """;

    // The Exec key is quoted by its own rules, and then escaped as every string of the file.
    private static string ExecOf(string[] command)
    {
        var line = new StringBuilder();
        foreach (var word in command)
        {
            line.Append(line.Length > 0 ? " \"" : "\"");
            foreach (var letter in word)
            {
                line.Append(letter switch { '"' or '`' or '$' => $"\\\\{letter}", '\\' => @"\\\\", '%' => "%%", '\n' => @"\n", _ => letter.ToString() });
            }

            line.Append('"');
        }

        return line.ToString();
    }
}
