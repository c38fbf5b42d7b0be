using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>What came of asking for a sign-in, or of giving one its code.</summary>
public sealed record OAuthStart
{
    /// <summary>The sign-in; null where there is none.</summary>
    public OAuthSessionView? Session { get; init; }

    /// <summary>Every field at fault.</summary>
    public ImmutableArray<FieldError> Errors { get; init; } = [];
}
