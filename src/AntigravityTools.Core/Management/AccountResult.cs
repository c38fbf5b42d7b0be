using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>What became of adding or changing an account.</summary>
public sealed record AccountResult
{
    /// <summary>The account as it is now; null where nothing was saved.</summary>
    public AccountView? Account { get; init; }

    /// <summary>True where it is new; false where the same credential was there already.</summary>
    public bool Created { get; init; }

    /// <summary>Every field at fault; empty where saved.</summary>
    public ImmutableArray<FieldError> Errors { get; init; } = [];

    /// <summary>True where there is no account of that id.</summary>
    public bool NotFound { get; init; }
}
