using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.Accounts;

/// <summary>What a person enters for a new account, or changes on one that is there.</summary>
public sealed class AccountFormModel
{
    private static readonly char[] Separators = [',', '\n'];

    /// <summary>The account that is edited; null for a new one.</summary>
    public string? Id { get; init; }

    /// <summary>The provider preset's name.</summary>
    public required string Provider { get; set; }

    /// <summary>The credential's type: <c>api_key</c>, <c>none</c>, <c>oauth</c>, <c>service_account</c>.</summary>
    public string Auth { get; set; } = "api_key";

    /// <summary>The account's name.</summary>
    public string? Name { get; set; }

    /// <summary>The key, the refresh token, or the key file's text. Empty keeps the stored one.</summary>
    public string? Secret { get; set; }

    /// <summary>The user's own OAuth client.</summary>
    public string? ClientId { get; set; }

    /// <summary>Its secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The base URL.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Model names, separated by commas or lines.</summary>
    public string? Models { get; set; }

    /// <summary>One <c>alias = model</c> a line.</summary>
    public string? Aliases { get; set; }

    /// <summary>Names of protocols it serves; empty means the provider's own.</summary>
    public HashSet<string> Protocols { get; init; } = [];

    /// <summary>Lower comes first.</summary>
    public int Priority { get; set; }

    /// <summary>Share among equals.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>Most requests at once; 0 is no limit.</summary>
    public int MaxConcurrency { get; set; }

    /// <summary>Limits that the user states, by name (<see cref="StatedLimits"/>); one that is missing or 0 is none.</summary>
    public Dictionary<string, double> Limits { get; init; } = [];

    /// <summary>The cloud project.</summary>
    public string? Project { get; set; }

    /// <summary>The cloud location.</summary>
    public string? Location { get; set; }

    /// <summary>The user's own words.</summary>
    public string? Notes { get; set; }

    /// <summary>What the last try was refused for.</summary>
    public ImmutableArray<FieldError> Errors { get; set; } = [];

    /// <summary>The form for an account that is there.</summary>
    public static AccountFormModel Of(AccountView account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new AccountFormModel
        {
            Id = account.Id,
            Provider = account.Provider,
            Name = account.Name,
            BaseUrl = account.BaseUrl,
            Models = account.ModelsLimited ? string.Join("\n", account.Models) : null,
            Aliases = string.Join("\n", account.Aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal).Select(alias => $"{alias.Key} = {alias.Value}")),
            Protocols = [.. account.Protocols],
            Priority = account.Priority,
            Weight = account.Weight,
            MaxConcurrency = account.MaxConcurrency ?? 0,
            Limits = account.Limits.ToDictionary(limit => limit.Key, limit => limit.Value),
            Project = account.Project,
            Location = account.Location,
            Notes = account.Notes,
        };
    }

    /// <summary>The error of a field, or null.</summary>
    public string? ErrorOf(string field) =>
        Errors.FirstOrDefault(error => error.Field == field || error.Field.StartsWith(field + ".", StringComparison.Ordinal))?.Message;

    /// <summary>The draft for the management room. An edited account's draft names all that the form shows, so that emptying a field empties it.</summary>
    public AccountDraft ToDraft() => new()
    {
        Provider = Id is null ? Provider : null,
        Name = Text(Name),
        BaseUrl = Text(BaseUrl),
        Auth = ToAuth(),
        Models = Id is null && Text(Models) is null ? null : Split(Models),
        Aliases = Id is null && Text(Aliases) is null ? null : AliasMap(),
        Protocols = Protocols.Count == 0 ? null : [.. Protocols],
        Priority = Priority,
        Weight = Weight,
        MaxConcurrency = MaxConcurrency,
        Limits = Id is null && Limits.Count == 0 ? null : Limits.ToImmutableDictionary(),
        Project = Kept(Project),
        Location = Kept(Location),
        Notes = Kept(Notes),
    };

    private AuthDraft? ToAuth()
    {
        var secret = Text(Secret);
        return Auth switch
        {
            "none" => Id is null || secret is null ? (Id is null ? new AuthDraft { Type = "none" } : null) : new AuthDraft { Type = "api_key", ApiKey = secret },
            _ when secret is null && Id is not null => null,
            "oauth" => new AuthDraft { Type = "oauth", RefreshToken = secret, ClientId = Text(ClientId), ClientSecret = Text(ClientSecret) },
            "service_account" => new AuthDraft { Type = "service_account", Json = secret },
            _ => new AuthDraft { Type = "api_key", ApiKey = secret },
        };
    }

    private ImmutableDictionary<string, string> AliasMap() => Lines(Aliases)
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
        .Select(pair => (Alias: pair[0], Model: pair.Length == 2 ? pair[1] : ""))
        .DistinctBy(pair => pair.Alias)
        .ToImmutableDictionary(pair => pair.Alias, pair => pair.Model);

    private string? Kept(string? text) => Text(text) ?? (Id is null ? null : "");

    private static ImmutableArray<string> Split(string? text) =>
        [.. (text ?? "").Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    internal static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
