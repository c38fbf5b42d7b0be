using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Clients and their changes as the management API and the command line print them.</summary>
public static class ClientJson
{
    /// <summary>Writes a list of clients with the snippets beside it, and what clients have to know but for the key.</summary>
    public static void Write(Utf8JsonWriter json, ClientCommands clients, bool withKey)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(clients);
        var target = clients.Target;
        json.WriteStartObject();
        json.WriteString("base_url"u8, target.Url);
        WriteTexts(json, "models", target.Models);
        json.WriteStartArray("clients"u8);
        foreach (var client in clients.List())
        {
            Write(json, client);
        }

        json.WriteEndArray();
        json.WriteStartArray("snippets"u8);
        foreach (var snippet in clients.Snippets(withKey))
        {
            Write(json, snippet);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes what connecting or restoring does.</summary>
    public static void Write(Utf8JsonWriter json, ClientChange change)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(change);
        json.WriteStartObject();
        json.WriteString("client"u8, change.Client);
        json.WriteBoolean("applied"u8, change.Applied);
        json.WriteString("diff"u8, string.Concat(change.Files.Select(file => file.Diff)));
        json.WriteStartArray("files"u8);
        foreach (var file in change.Files)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, file.Path);
            json.WriteString("action"u8, file.Action);
            json.WriteString("diff"u8, file.Diff);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "notes", change.Notes);
        json.WriteString("digest"u8, change.Digest);
        json.WriteBoolean("loses_changes"u8, change.LosesChanges);
        if (change.Problem is { } problem)
        {
            json.WriteString("problem"u8, problem);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a snippet.</summary>
    public static void Write(Utf8JsonWriter json, ClientSnippet snippet)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(snippet);
        json.WriteStartObject();
        json.WriteString("name"u8, snippet.Name);
        json.WriteString("title"u8, snippet.Title);
        json.WriteString("where"u8, snippet.Where);
        json.WriteString("text"u8, snippet.Text);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ClientView client)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, client.Name);
        json.WriteString("title"u8, client.Title);
        json.WriteString("state"u8, client.State.ToName());
        WriteTexts(json, "files", client.Files);
        json.WriteBoolean("found"u8, client.Found);
        json.WriteBoolean("restorable"u8, client.ConnectedAt is not null);
        json.WriteBoolean("changed_since"u8, client.ChangedSince);
        if (client.BaseUrl is { } url)
        {
            json.WriteString("base_url"u8, url);
        }

        if (client.ConnectedAt is { } connected)
        {
            json.WriteString("connected_at"u8, connected.UtcDateTime);
        }

        if (client.Problem is { } problem)
        {
            json.WriteString("problem"u8, problem);
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
