using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>The gateway's own directory: nobody else on this machine may look into it.</summary>
internal static class DataDirectoryCheck
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly string[] Secrets = ["config.json", "admin.key", "secret.key", "antigravity.db"];

    /// <summary>What is wrong with it. Windows keeps such directories private by itself.</summary>
    public static IEnumerable<DoctorFinding> Run(string? directory)
    {
        if (directory is null || OperatingSystem.IsWindows() || !Directory.Exists(directory))
        {
            yield break;
        }

        if ((File.GetUnixFileMode(directory) & Others) != 0)
        {
            yield return Finding.Warns(DoctorLink.Gateway, "data_directory_open", directory, $"Other users of this machine may look into the data directory '{directory}'.", $"Run 'chmod 700 {directory}'.");
        }

        foreach (var file in Secrets.Select(name => Path.Combine(directory, name)).Where(File.Exists))
        {
            if ((File.GetUnixFileMode(file) & Others) != 0)
            {
                yield return Finding.Warns(DoctorLink.Gateway, "secret_file_open", file, $"Other users of this machine may read '{file}', which holds secrets.", $"Run 'chmod 600 {file}'.");
            }
        }
    }
}
