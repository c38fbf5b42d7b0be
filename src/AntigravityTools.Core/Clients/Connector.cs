using System.Collections.Immutable;
using System.Text;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients;

/// <summary>Points clients at the gateway and undoes that to the byte. What was shown is done, or nothing is.</summary>
internal sealed class Connector(ClientHome home, ConnectionStore store, TimeProvider time)
{
    private readonly Lock _turn = new();

    /// <summary>How a client stands now.</summary>
    public ClientView View(IClient client, GatewayTarget target)
    {
        var settings = ClientSettings.Read(client, home);
        var (connection, problem) = store.Load(home, client.Name);
        return new ClientView
        {
            Name = client.Name,
            Title = client.Title,
            State = StateOf(settings, connection, target),
            Files = [.. settings.Files.Select(file => file.Content.Path)],
            Found = settings.Found,
            BaseUrl = settings.Reading.BaseUrl,
            Problem = settings.Problem ?? problem,
            ConnectedAt = connection?.ConnectedAt,
            ChangedSince = connection?.IsChanged ?? false,
        };
    }

    /// <summary>Writes the address and the key into a client's settings, or shows what that would do.</summary>
    /// <param name="client">The client.</param>
    /// <param name="target">This gateway.</param>
    /// <param name="digest">The digest of the change that was shown; null does whatever is to do.</param>
    /// <param name="apply">False only looks.</param>
    public ClientChange Connect(IClient client, GatewayTarget target, string? digest, bool apply)
    {
        lock (_turn)
        {
            var settings = ClientSettings.Read(client, home);
            var (files, problem) = Plan(settings, target);
            var change = Describe(client, files, target.Key) with { Notes = settings.Problem is null ? client.Notes(settings.Texts, target) : [] };
            var (known, lost) = store.Load(home, client.Name);
            problem = problem ?? lost ?? (store.KeepsNothing ? "This gateway keeps nothing on disk, so it could not give the file back later. Start it on a data directory, then connect." : null);
            if (problem is null && digest is not null && digest != change.Digest)
            {
                problem = "The files changed since this difference was shown; nothing was written. Look at the new difference, then connect again.";
            }

            if (problem is not null || !apply)
            {
                return change with { Problem = problem };
            }

            problem = files.Exists(file => file.Changes) ? Write(client, Merge(client, known, files), known, files) : null;
            return change with { Applied = problem is null, Problem = problem };
        }
    }

    /// <summary>Gives a client the bytes back that it had before it was connected, or shows what that would do.</summary>
    /// <param name="client">The client.</param>
    /// <param name="digest">The digest of the change that was shown; null does whatever is to do.</param>
    /// <param name="force">True also where that loses what was changed after connecting.</param>
    /// <param name="apply">False only looks.</param>
    public ClientChange Restore(IClient client, string? digest, bool force, bool apply)
    {
        lock (_turn)
        {
            var (known, problem) = store.Load(home, client.Name);
            if (known is null)
            {
                return new ClientChange { Client = client.Name, Problem = problem ?? $"{client.Title} was not connected from here, so there is nothing to restore." };
            }

            List<PlannedFile> files = [.. known.Files.Select(file => new PlannedFile(SettingsFile.Read(file.Path), file.Before, file.Before is null ? null : Encoding.UTF8.GetString(file.Before)))];
            var change = Describe(client, files, null) with { LosesChanges = known.IsChanged };
            if (apply && digest is not null && digest != change.Digest)
            {
                return change with { Problem = "The files changed since this difference was shown; nothing was written. Look at the new difference, then restore again." };
            }

            if (apply && change.LosesChanges && !force)
            {
                return change with { Problem = "Files were changed after connecting, and restoring would lose those changes. Look at the difference; force it if they may go." };
            }

            problem = apply ? Write(client, null, known, files) : null;
            return change with { Applied = apply && problem is null, Problem = problem };
        }
    }

    private static ClientState StateOf(ClientSettings settings, Connection? connection, GatewayTarget target)
    {
        var reading = settings.Reading;
        if (settings.Problem is not null)
        {
            return ClientState.Unreadable;
        }

        if (reading.BaseUrl is null)
        {
            return ClientState.NotConnected;
        }

        var here = reading.BaseUrl.TrimEnd('/') == target.Url + settings.Client.UrlPath;
        return here && (connection is null || reading.Key == target.KeyOrPlaceholder) ? ClientState.Connected
            : connection is not null ? ClientState.Outdated : ClientState.Elsewhere;
    }

    private static (List<PlannedFile> Files, string? Problem) Plan(ClientSettings settings, GatewayTarget target)
    {
        var files = new List<PlannedFile>();
        foreach (var (file, content) in settings.Problem is null ? settings.Files : [])
        {
            var edited = file.Edit(content.Text, target);
            if (edited.Text is null)
            {
                return ([], $"'{content.Path}' is left alone: {edited.Error}.");
            }

            files.Add(new PlannedFile(content, content.Encode(edited.Text), edited.Text));
        }

        return (files, settings.Problem is null ? null : $"{settings.Problem} Correct it there, then connect again; nothing was written.");
    }

    private static ClientChange Describe(IClient client, List<PlannedFile> files, string? secret) => new()
    {
        Client = client.Name,
        Files = [.. files.Select(file => file.Describe(secret))],
        Digest = ConnectedFile.Hash(Encoding.UTF8.GetBytes(string.Concat(files.Select(file => file.Digest))))[..16],
    };

    // What was there at the first connecting is what will be given back; a later connecting only notes what it has written.
    private Connection Merge(IClient client, Connection? known, List<PlannedFile> files)
    {
        var kept = known?.Files.ToDictionary(file => file.Path, StringComparer.Ordinal) ?? [];
        foreach (var file in files.Where(file => file.Changes))
        {
            var written = ConnectedFile.Hash(file.Bytes);
            kept[file.Now.Path] = kept.TryGetValue(file.Now.Path, out var before)
                ? before with { Written = written, TookOver = before.IsChanged }
                : new ConnectedFile { Path = file.Now.Path, Before = file.Now.Bytes, Written = written };
        }

        return new Connection { Client = client.Name, ConnectedAt = known?.ConnectedAt ?? time.GetUtcNow(), Files = [.. kept.Values] };
    }

    // The backup is on disk before the first file changes; where one can not be written, those before it get their bytes back.
    private string? Write(IClient client, Connection? next, Connection? known, List<PlannedFile> files)
    {
        var done = new Stack<(PlannedFile File, ImmutableArray<string> Made)>();
        var at = "The backup";
        try
        {
            if (next is not null)
            {
                store.Save(home, client.Name, next);
            }

            foreach (var file in files.Where(file => file.Changes))
            {
                at = file.Now.Path;
                done.Push((file, Put(at, file.Bytes, known)));
            }

            store.Save(home, client.Name, next is null ? null : next with { Files = [.. next.Files.Select(file => WithMade(file, done))] });
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            foreach (var (file, made) in done)
            {
                Put(file.Now.Path, file.Now.Bytes, null, made);
            }

            store.Save(home, client.Name, known);
            return $"{at} could not be written: {error.Message.TrimEnd('.')}. Everything is as it was.";
        }
    }

    private static ConnectedFile WithMade(ConnectedFile file, Stack<(PlannedFile File, ImmutableArray<string> Made)> done) =>
        done.FirstOrDefault(one => one.File.Now.Path == file.Path).Made is { IsDefaultOrEmpty: false } made ? file with { MadeDirectories = made } : file;

    private static ImmutableArray<string> Put(string path, byte[]? bytes, Connection? known, ImmutableArray<string> made = default)
    {
        if (bytes is not null)
        {
            return SettingsWriter.Write(path, bytes);
        }

        SettingsWriter.Remove(path, made.IsDefault ? known?.Files.FirstOrDefault(file => file.Path == path)?.MadeDirectories ?? [] : made);
        return [];
    }
}
