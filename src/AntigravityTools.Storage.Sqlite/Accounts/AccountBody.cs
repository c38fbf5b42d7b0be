using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Storage.Sqlite.Accounts;

/// <summary>An account as it rests, without its credential.</summary>
internal sealed record AccountBody
{
    public required string Provider { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public required Uri BaseUrl { get; init; }

    public required ImmutableArray<string> Protocols { get; init; }

    public bool Disabled { get; init; }

    public int Priority { get; init; }

    public double Weight { get; init; }

    public int? MaxConcurrency { get; init; }

    public string[]? AllowedModels { get; init; }

    public string[]? OfferedModels { get; init; }

    public Dictionary<string, string>? Aliases { get; init; }

    /// <summary>The longest prompt and answer by model, in tokens.</summary>
    public Dictionary<string, int?[]>? ModelLimits { get; init; }

    public Dictionary<string, double>? Limits { get; init; }

    public string? ApiVersion { get; init; }

    public string? Project { get; init; }

    public string? Location { get; init; }

    public string? Notes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal static AccountBody Of(Account account) => new()
    {
        Provider = account.Provider,
        Name = account.Name,
        Email = account.Email,
        BaseUrl = account.BaseUrl,
        Protocols = [.. account.Protocols.Select(protocol => protocol.ToName())],
        Disabled = !account.Enabled,
        Priority = account.Priority,
        Weight = account.Weight,
        MaxConcurrency = account.MaxConcurrency,
        AllowedModels = account.AllowedModels.IsDefaultOrEmpty ? null : [.. account.AllowedModels],
        OfferedModels = account.OfferedModels.IsDefault ? null : [.. account.OfferedModels],
        Aliases = account.Aliases.IsEmpty ? null : new Dictionary<string, string>(account.Aliases),
        ModelLimits = account.ModelLimits.IsEmpty ? null : account.ModelLimits.ToDictionary(pair => pair.Key, pair => new[] { pair.Value.InputTokens, pair.Value.OutputTokens }),
        Limits = account.Limits.IsEmpty ? null : new Dictionary<string, double>(account.Limits),
        ApiVersion = account.ApiVersion,
        Project = account.Project,
        Location = account.Location,
        Notes = account.Notes,
        CreatedAt = account.CreatedAt,
    };

    internal Account ToAccount(string id, Credential credential) => new()
    {
        Id = id,
        Provider = Provider,
        Name = Name,
        Email = Email,
        BaseUrl = BaseUrl,
        Credential = credential,
        Protocols = [.. Protocols.Select(ProtocolNames.Parse).OfType<Protocol>()],
        Enabled = !Disabled,
        Priority = Priority,
        Weight = Weight,
        MaxConcurrency = MaxConcurrency,
        AllowedModels = [.. AllowedModels ?? []],
        OfferedModels = OfferedModels is null ? default : [.. OfferedModels],
        Aliases = Aliases?.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty,
        ModelLimits = ModelLimits?.ToImmutableDictionary(pair => pair.Key, pair => new ModelLimits(pair.Value[0], pair.Value[1])) ?? ImmutableDictionary<string, ModelLimits>.Empty,
        Limits = Limits?.ToImmutableSortedDictionary(StringComparer.Ordinal) ?? ImmutableSortedDictionary<string, double>.Empty,
        ApiVersion = ApiVersion,
        Project = Project,
        Location = Location,
        Notes = Notes,
        CreatedAt = CreatedAt,
    };
}
