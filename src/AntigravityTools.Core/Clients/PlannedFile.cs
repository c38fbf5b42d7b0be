using AntigravityTools.Core.Clients.Editors;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients;

/// <summary>A settings file, and the bytes that it is to hold.</summary>
/// <param name="Now">As it is.</param>
/// <param name="Bytes">As it is to be; null for no file.</param>
/// <param name="Text">The same as text; null for no file.</param>
internal sealed record PlannedFile(SettingsFile Now, byte[]? Bytes, string? Text)
{
    /// <summary>True where there is something to do.</summary>
    public bool Changes => !Equal(Now.Bytes, Bytes);

    /// <summary>What is shown of it.</summary>
    public ClientFileChange Describe(string? secret) => new()
    {
        Path = Now.Path,
        Action = !Changes ? "none" : Now.Bytes is null ? "create" : Bytes is null ? "delete" : "change",
        Diff = Changes ? SecretMask.Apply(UnifiedDiff.Of(Now.Path, Now.Bytes is null ? null : Now.Text, Text), secret) : "",
    };

    /// <summary>Stands for exactly this change.</summary>
    public string Digest => $"{Now.Path}\n{HashOf(Now.Bytes)}\n{HashOf(Bytes)}\n";

    private static string HashOf(byte[]? bytes) => bytes is null ? "-" : ConnectedFile.Hash(bytes);

    private static bool Equal(byte[]? one, byte[]? other) => one is null || other is null ? one == other : one.AsSpan().SequenceEqual(other);
}
