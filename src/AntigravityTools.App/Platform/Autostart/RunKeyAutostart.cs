using System.Runtime.Versioning;
using AntigravityTools.Core.Management;
using Microsoft.Win32;

namespace AntigravityTools.App.Platform.Autostart;

/// <summary>A value under the user's Run key (https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys).</summary>
[SupportedOSPlatform("windows")]
internal sealed class RunKeyAutostart(string[] command) : IAutostart
{
    private const string Key = @"Software\Microsoft\Windows\CurrentVersion\Run";
    private const string Name = "AntigravityTools";

    public AutostartView Read()
    {
        using var key = Registry.CurrentUser.OpenSubKey(Key);
        return new AutostartView { Place = $@"HKEY_CURRENT_USER\{Key}\{Name}", Enabled = key?.GetValue(Name) is string };
    }

    public string? Set(bool enabled)
    {
        try
        {
            using var key = Registry.CurrentUser.CreateSubKey(Key);
            if (enabled)
            {
                key.SetValue(Name, string.Join(' ', command.Select(word => $"\"{word}\"")));
            }
            else
            {
                key.DeleteValue(Name, throwOnMissingValue: false);
            }

            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"The registry key 'HKEY_CURRENT_USER\\{Key}' can not be written: {error.Message}";
        }
    }
}
