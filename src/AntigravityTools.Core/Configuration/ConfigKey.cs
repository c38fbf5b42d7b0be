using System.Text.Json;

namespace AntigravityTools.Core.Configuration;

/// <summary>One key of <c>config.json</c>: how it is read, written, and explained to the person who edits the file.</summary>
internal sealed record ConfigKey
{
    /// <summary>Section and key, such as <c>proxy.port</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The comment written beside it at first start.</summary>
    public required string Comment { get; init; }

    /// <summary>Writes its value.</summary>
    public required Action<GatewayConfig, Utf8JsonWriter> Write { get; init; }

    /// <summary>Takes a JSON value over; the error, in words, where it does not fit.</summary>
    public required Func<GatewayConfig, JsonElement, (GatewayConfig Config, string? Error)> Read { get; init; }

    /// <summary>True where the file's value is derived (a hash) and is not shown.</summary>
    public bool Hidden { get; init; }

    /// <summary>The section's name.</summary>
    public string Section => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The key's name in its section.</summary>
    public string Leaf => Name[(Name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>The environment variable that wins over the file.</summary>
    public string Variable => "ANTIGRAVITY_TOOLS__" + Name.ToUpperInvariant().Replace(".", "__", StringComparison.Ordinal);
}
