using System.Collections.Immutable;

namespace AntigravityTools.Core.Clients;

/// <summary>A client program whose configuration files can be pointed at the gateway.</summary>
internal interface IClient
{
    /// <summary>The name on the command line and in addresses.</summary>
    string Name { get; }

    /// <summary>The name that people know.</summary>
    string Title { get; }

    /// <summary>What the base URL has to end in: <c>/v1</c> or nothing.</summary>
    string UrlPath { get; }

    /// <summary>What follows the base URL to its list of models: the cheapest call that the client makes.</summary>
    string ListPath { get; }

    /// <summary>True where the files win over the shell's variables; false where it is the other way round.</summary>
    bool FilesWin { get; }

    /// <summary>The variable of the shell that holds the base URL; null where there is none.</summary>
    string? BaseUrlVariable { get; }

    /// <summary>Variables of the shell that hold the key, the strongest first.</summary>
    ImmutableArray<string> KeyVariables { get; }

    /// <summary>The files, chosen among those that are there; each path is below the home directory.</summary>
    ImmutableArray<ClientFile> Files(Func<string, bool> exists);

    /// <summary>What the texts of the files say; a file that is not there has no entry.</summary>
    ClientReading Read(IReadOnlyDictionary<string, string> texts);

    /// <summary>What a person has to know after connecting.</summary>
    ImmutableArray<string> Notes(IReadOnlyDictionary<string, string> texts, GatewayTarget target);
}
