using System.Buffers.Text;
using System.Security.Cryptography;

namespace AntigravityTools.App.Platform;

/// <summary>The bearer secret of the management API: random, in a file for its owner alone.</summary>
internal static class AdminKey
{
    private const int Bytes = 32;
    private const int Shortest = 32;

    /// <summary>A new secret.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Reads the secret; one that is missing or too short to be ours is written anew.</summary>
    public static string LoadOrCreate(string path)
    {
        if (Read(path) is { } known)
        {
            return known;
        }

        var key = New();
        PrivateFile.Write(path, key + "\n");
        return key;
    }

    /// <summary>The secret as stored, or null.</summary>
    public static string? Read(string path) =>
        File.Exists(path) && File.ReadAllText(path).Trim() is { Length: >= Shortest } key ? key : null;
}
