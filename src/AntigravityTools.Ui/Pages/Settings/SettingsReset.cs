using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Management;

namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>Takes the settings back to their defaults, and remembers what they were. Client key, password, model rules and both ports stay.</summary>
internal static class SettingsReset
{
    private static readonly (string Section, string[] Keys)[] Reset =
    [
        ("proxy", ["auto_start", "allow_lan_access", "auth_mode", "request_timeout_seconds", "idle_timeout_seconds", "max_body_bytes", "drain_seconds", "websocket", "egress_proxy", "allowed_origins", "allowed_hosts", "trusted_proxies"]),
        ("console", ["allow_lan_access", "allowed_hosts"]),
        ("scheduling", ["strategy", "max_attempts", "max_wait_seconds", "sticky_minutes", "reserve_percent"]),
        ("recording", ["retention_days", "max_rows", "max_bytes"]),
        ("telemetry", ["otlp_endpoint", "prometheus"]),
        ("ui", ["language", "theme"]),
    ];

    /// <summary>The merge patch that takes everything back; a null is a key's default.</summary>
    public static string Patch { get; } = Write((_, _) => default);

    /// <summary>The merge patch that brings back what is in force now.</summary>
    public static string Remember(ConfigCommands config)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            config.Write(json);
        }

        using var now = JsonDocument.Parse(output.WrittenMemory);
        return Write((section, key) => now.RootElement.GetProperty(section).GetProperty(key));
    }

    private static string Write(Func<string, string, JsonElement> valueOf)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var (section, keys) in Reset)
            {
                json.WriteStartObject(section);
                foreach (var key in keys)
                {
                    json.WritePropertyName(key);
                    if (valueOf(section, key) is { ValueKind: not JsonValueKind.Undefined } value)
                    {
                        value.WriteTo(json);
                    }
                    else
                    {
                        json.WriteNullValue();
                    }
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
