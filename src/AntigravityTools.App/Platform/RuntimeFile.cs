using System.Text.Json;

namespace AntigravityTools.App.Platform;

/// <summary>The file in which a running gateway says where it can be reached.</summary>
internal sealed class RuntimeFile(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private bool _ended;

    /// <summary>Writes the file anew; after the end it stays away.</summary>
    public void Write(RuntimeInfo info)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                PrivateFile.Write(path, JsonSerializer.Serialize(info, AppJson.Default.RuntimeInfo) + "\n");
            }
        }
    }

    /// <summary>Reads the file; null where there is none, or none that can be read.</summary>
    public static RuntimeInfo? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), AppJson.Default.RuntimeInfo);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            // It comes and goes with its owner; who reads it asks the lock, not this file, whether there is one.
            return null;
        }
    }

    /// <summary>Removes the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            File.Delete(path);
        }
    }
}
