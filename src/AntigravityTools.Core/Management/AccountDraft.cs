using System.Collections.Immutable;

namespace AntigravityTools.Core.Management;

/// <summary>An account as a person enters it: everything is text and may be wrong. A patch leaves out what stays.</summary>
public sealed record AccountDraft
{
    /// <summary>The provider preset's name.</summary>
    public string? Provider { get; init; }

    /// <summary>The user's name for it; the provider's title where left out.</summary>
    public string? Name { get; init; }

    /// <summary>The login's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The upstream's base URL; the provider's own where left out.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The credential.</summary>
    public AuthDraft? Auth { get; init; }

    /// <summary>The only models to use; empty means all that the provider offers.</summary>
    public ImmutableArray<string>? Models { get; init; }

    /// <summary>Names of the protocols it serves; the provider's own where left out.</summary>
    public ImmutableArray<string>? Protocols { get; init; }

    /// <summary>The user's own names for its models.</summary>
    public ImmutableDictionary<string, string>? Aliases { get; init; }

    /// <summary>Lower comes first; -1000 to 1000.</summary>
    public int? Priority { get; init; }

    /// <summary>Share among equals; 0.01 to 1000.</summary>
    public double? Weight { get; init; }

    /// <summary>False takes it out of every selection.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Most requests at once, 1 to 10,000; 0 is no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The version of the provider's API, for Azure.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Limits that the user states, by name (<see cref="Records.StatedLimits"/>); a limit of 0 is none.</summary>
    public ImmutableDictionary<string, double>? Limits { get; init; }

    /// <summary>The cloud project.</summary>
    public string? Project { get; init; }

    /// <summary>The cloud location.</summary>
    public string? Location { get; init; }

    /// <summary>The user's own words about it.</summary>
    public string? Notes { get; init; }
}
