using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace AntigravityTools.Core.Management.Backups;

/// <summary>The inside of a backup: a zip of the database, the configuration, the key where it may be carried, and what they are.</summary>
internal static class BackupArchive
{
    private const string ManifestName = "manifest.json";
    private const string DatabaseName = "antigravity.db";
    private const string ConfigName = "config.json";
    private const string KeyName = "secret.key";
    private const int MostSmallBytes = 16 << 20;

    /// <summary>Packs a database copy and a configuration; the key only where it is given.</summary>
    public static void Write(Stream output, string database, string config, byte[]? key, BackupView view)
    {
        var text = Encoding.UTF8.GetBytes(config);
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        using (var file = File.OpenRead(database))
        {
            var manifest = new BackupManifest
            {
                View = view with { DatabaseBytes = file.Length, HasSecrets = key is not null },
                DatabaseHash = Convert.ToHexStringLower(SHA256.HashData(file)),
                ConfigHash = Convert.ToHexStringLower(SHA256.HashData(text)),
            };
            Add(zip, ManifestName, manifest.Write());
            file.Position = 0;
            using var entry = zip.CreateEntry(DatabaseName, CompressionLevel.Fastest).Open();
            file.CopyTo(entry);
        }

        Add(zip, ConfigName, text);
        if (key is not null)
        {
            Add(zip, KeyName, key);
        }
    }

    /// <summary>Unpacks into a folder and compares the hashes; the error is one sentence.</summary>
    public static (BackupContents? Contents, string? Error) Read(Stream file, string folder)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (ReadSmall(zip, ManifestName) is not { } bytes || BackupManifest.Read(bytes) is not { } manifest)
            {
                return (null, "The file is not a backup of Antigravity Tools, or was made by a newer version: update the program, or choose another file.");
            }

            var database = Path.Combine(folder, DatabaseName);
            if (zip.GetEntry(DatabaseName) is not { } packed || packed.Length != manifest.View.DatabaseBytes || ReadSmall(zip, ConfigName) is not { } config)
            {
                return (null, Broken);
            }

            packed.ExtractToFile(database);
            using var unpacked = File.OpenRead(database);
            return Convert.ToHexStringLower(SHA256.HashData(unpacked)) == manifest.DatabaseHash && Convert.ToHexStringLower(SHA256.HashData(config)) == manifest.ConfigHash
                ? (new BackupContents { Database = database, Config = Encoding.UTF8.GetString(config), Key = ReadSmall(zip, KeyName), View = manifest.View }, null)
                : (null, Broken);
        }
        catch (InvalidDataException)
        {
            return (null, "The file is not a backup of Antigravity Tools, or it was cut short. Choose another file.");
        }
    }

    /// <summary>The sentence for a file that was changed or cut short.</summary>
    public const string Broken = "The backup is damaged: its content is not what was written. Copy it again, or choose another one.";

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(bytes);
    }

    private static byte[]? ReadSmall(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { Length: <= MostSmallBytes } entry)
        {
            return null;
        }

        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
