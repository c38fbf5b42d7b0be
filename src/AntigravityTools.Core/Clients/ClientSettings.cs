using System.Collections.Immutable;

namespace AntigravityTools.Core.Clients;

/// <summary>A client's settings as they are on disk now, and what they say.</summary>
internal sealed record ClientSettings
{
    /// <summary>The client.</summary>
    public required IClient Client { get; init; }

    /// <summary>Its files with what is in them.</summary>
    public required ImmutableArray<(ClientFile File, SettingsFile Content)> Files { get; init; }

    /// <summary>Why one of them can not be read, naming the file and the place; null where all can.</summary>
    public string? Problem { get; init; }

    /// <summary>What they say; empty where they can not be read.</summary>
    public required ClientReading Reading { get; init; }

    /// <summary>The texts by the names that the client uses.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>True where one of the files is there.</summary>
    public bool Found => Files.Any(file => file.Content.Bytes is not null);

    /// <summary>Reads them.</summary>
    public static ClientSettings Read(IClient client, ClientHome home)
    {
        ImmutableArray<(ClientFile File, SettingsFile Content)> files =
            [.. client.Files(path => File.Exists(home.Locate(path))).Select(file => (file, SettingsFile.Read(home.Locate(file.Path))))];
        var problem = files.Select(file => (file.Content.Path, Fault: file.Content.Fault ?? file.File.Fault(file.Content.Text))).FirstOrDefault(file => file.Fault is not null);
        var texts = files.Where(file => file.Content.Bytes is not null).ToDictionary(file => file.File.Path, file => file.Content.Text, StringComparer.Ordinal);
        return new ClientSettings
        {
            Client = client,
            Files = files,
            Problem = problem.Fault is null ? null : $"'{problem.Path}' can not be read: {problem.Fault}.",
            Texts = texts,
            Reading = problem.Fault is null ? client.Read(texts) : new ClientReading(),
        };
    }
}
