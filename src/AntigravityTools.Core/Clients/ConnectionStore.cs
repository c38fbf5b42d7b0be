using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Core.Clients;

/// <summary>
/// Keeps what clients' files were, one encrypted file for each client and home: settings hold keys. The directory may be null, for a
/// gateway that keeps nothing.
/// </summary>
public sealed class ConnectionStore(string? directory, ISecretProtector protector)
{
    /// <summary>True where nothing can be kept, and so nothing could be given back.</summary>
    public bool KeepsNothing => directory is null;

    /// <summary>The connection of a client; null where there is none. The error is one sentence.</summary>
    internal (Connection? Connection, string? Error) Load(ClientHome home, string client)
    {
        if (directory is null || PathOf(home, client) is var path && !File.Exists(path))
        {
            return (null, null);
        }

        try
        {
            var text = protector.Unprotect(File.ReadAllBytes(path), Context(client));
            return text is null
                ? (null, $"The backup '{path}' can not be decrypted on this machine. Undo the connection by hand, then delete that file.")
                : (JsonSerializer.Deserialize(text, ConnectionJson.Default.Connection), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, $"The backup '{path}' can not be read: {error.Message.TrimEnd('.')}. Undo the connection by hand, then delete that file.");
        }
    }

    /// <summary>Keeps a connection; null removes it.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    internal void Save(ClientHome home, string client, Connection? connection)
    {
        var path = PathOf(home, client);
        if (connection is null)
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }

            return;
        }

        SettingsWriter.Write(path, protector.Protect(JsonSerializer.SerializeToUtf8Bytes(connection, ConnectionJson.Default.Connection), Context(client)));
    }

    private static string Context(string client) => "client:" + client;

    private string PathOf(ClientHome home, string client) =>
        Path.Combine(directory!, $"{client}-{ConnectedFile.Hash(Encoding.UTF8.GetBytes(home.Path))[..12]}.backup");
}
