using System.Globalization;
using System.Text.Json;

namespace AntigravityTools.Core.Management.Backups;

/// <summary>The first thing read of a backup: its form, and the hashes that tell a broken file from a whole one.</summary>
internal sealed record BackupManifest
{
    private const string Form = "antigravity-tools/backup/1";

    public required BackupView View { get; init; }

    public required string DatabaseHash { get; init; }

    public required string ConfigHash { get; init; }

    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Form);
            json.WriteString("version", View.Version);
            json.WriteString("created_at", View.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
            json.WriteNumber("accounts", View.Accounts);
            json.WriteNumber("database_bytes", View.DatabaseBytes);
            json.WriteString("protector", View.Protector);
            json.WriteBoolean("secrets", View.HasSecrets);
            json.WriteString("database_sha256", DatabaseHash);
            json.WriteString("config_sha256", ConfigHash);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Null where the bytes are not the manifest of a backup that this version can read.</summary>
    public static BackupManifest? Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            return root.GetProperty("format").GetString() != Form ? null : new BackupManifest
            {
                View = new BackupView
                {
                    Version = root.GetProperty("version").GetString()!,
                    CreatedAt = root.GetProperty("created_at").GetDateTimeOffset(),
                    Accounts = root.GetProperty("accounts").GetInt32(),
                    DatabaseBytes = root.GetProperty("database_bytes").GetInt64(),
                    Protector = root.GetProperty("protector").GetString()!,
                    HasSecrets = root.GetProperty("secrets").GetBoolean(),
                },
                DatabaseHash = root.GetProperty("database_sha256").GetString()!,
                ConfigHash = root.GetProperty("config_sha256").GetString()!,
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
