using System.Collections.Immutable;

namespace AntigravityTools.Core.Clients;

/// <summary>Writes settings files whole: through a new file beside the old one, to the target of a link, with the mode that was there.</summary>
internal static class SettingsWriter
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the bytes; a new file is for its owner alone, for it holds a key. Returns the directories made for it, the outermost first.</summary>
    public static ImmutableArray<string> Write(string path, byte[] bytes)
    {
        var target = TargetOf(path);
        var made = MakeDirectories(Path.GetDirectoryName(target)!);
        var temporary = target + ".antigravity-new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        }

        File.Move(temporary, target, overwrite: true);
        return made;
    }

    /// <summary>Removes a file, and the directories that were made for it where nothing else is in them.</summary>
    public static void Remove(string path, ImmutableArray<string> made)
    {
        File.Delete(TargetOf(path));
        foreach (var directory in made.Reverse())
        {
            if (!Directory.Exists(directory) || Directory.EnumerateFileSystemEntries(directory).Any())
            {
                return;
            }

            Directory.Delete(directory);
        }
    }

    private static string TargetOf(string path) => new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    private static ImmutableArray<string> MakeDirectories(string directory)
    {
        var missing = new Stack<string>();
        for (var at = directory; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            missing.Push(at);
        }

        Directory.CreateDirectory(directory);
        return [.. missing];
    }
}
