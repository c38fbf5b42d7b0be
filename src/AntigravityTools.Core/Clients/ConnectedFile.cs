using System.Collections.Immutable;
using System.Security.Cryptography;

namespace AntigravityTools.Core.Clients;

/// <summary>One file of a connection.</summary>
internal sealed record ConnectedFile
{
    /// <summary>The whole path.</summary>
    public required string Path { get; init; }

    /// <summary>Its bytes before the first connecting; null where there was no file.</summary>
    public byte[]? Before { get; init; }

    /// <summary>SHA-256 of the bytes last written, in hexadecimal.</summary>
    public required string Written { get; init; }

    /// <summary>True where somebody changed it between two connectings: the bytes written then hold that change.</summary>
    public bool TookOver { get; init; }

    /// <summary>Directories that were made for it, the outermost first.</summary>
    public ImmutableArray<string> MadeDirectories { get; init; } = [];

    /// <summary>True where restoring would lose what somebody wrote.</summary>
    internal bool IsChanged => SettingsFile.Read(Path) is var now && !IsAsBefore(now) && (TookOver || now.Bytes is null || Hash(now.Bytes) != Written);

    /// <summary>True where the file already is what it was.</summary>
    internal bool IsAsBefore(SettingsFile now) => now.Fault is null && (Before is null ? now.Bytes is null : now.Bytes is { } bytes && bytes.AsSpan().SequenceEqual(Before));

    /// <summary>What stands for bytes.</summary>
    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
