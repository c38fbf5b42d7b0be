using System.Text.Json;
using AntigravityTools.App.Platform;

namespace AntigravityTools.App.Desktop;

/// <summary>Remembers the window's size in the data directory.</summary>
internal sealed class WindowSizeFile(string path)
{
    /// <summary>The size as remembered, else the default.</summary>
    public WindowSize Read()
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllText(path), AppJson.Default.WindowSize) is { IsSensible: true } known ? known : WindowSize.Default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            // A size is not worth a question.
            return WindowSize.Default;
        }
    }

    /// <summary>Remembers a size.</summary>
    public void Write(WindowSize size)
    {
        try
        {
            PrivateFile.Write(path, JsonSerializer.Serialize(size, AppJson.Default.WindowSize) + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The window opens in its default size next time; the rest of a full disk is told by those who need it.
        }
    }
}
