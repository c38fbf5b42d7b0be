using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>One client under examination: what its files and variables say together.</summary>
internal sealed record ClientCase
{
    /// <summary>The client.</summary>
    public required IClient Client { get; init; }

    /// <summary>What its files say.</summary>
    public required ClientReading Reading { get; init; }

    /// <summary>This gateway.</summary>
    public required GatewayTarget Target { get; init; }

    /// <summary>The variables that it sees.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The first of its files; what a person opens.</summary>
    public required string File { get; init; }

    /// <summary>The base URL that it uses.</summary>
    public string? BaseUrl => Client.FilesWin ? Reading.BaseUrl ?? Variable(Client.BaseUrlVariable) : Variable(Client.BaseUrlVariable) ?? Reading.BaseUrl;

    /// <summary>The key that it presents.</summary>
    public string? Key => Client.FilesWin ? KeyOfFiles ?? KeyOfShell : KeyOfShell ?? KeyOfFiles;

    /// <summary>The URL that belongs there.</summary>
    public string Expected => Target.Url + Client.UrlPath;

    /// <summary>The command that writes it all anew.</summary>
    public string Reconnect => $"Run 'antigravity-tools clients connect {Client.Name}'.";

    private string? KeyOfShell => Client.KeyVariables.Select(Variable).FirstOrDefault(value => value is not null);

    private string? KeyOfFiles => Reading.KeyVariable is { } named ? Variable(named) : Reading.Key;

    /// <summary>A variable's value; null where it is not set or empty.</summary>
    public string? Variable(string? name) => name is not null && Environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Something that keeps the client from working.</summary>
    public DoctorFinding Breaks(string code, string message, string? fix = null) => Finding.Breaks(DoctorLink.Client, code, Client.Name, message, fix ?? Reconnect);

    /// <summary>Something that deserves a look.</summary>
    public DoctorFinding Warns(string code, string message, string? fix = null) => Finding.Warns(DoctorLink.Client, code, Client.Name, message, fix ?? Reconnect);

    /// <inheritdoc/>
    public override string ToString() => Client.Name;
}
