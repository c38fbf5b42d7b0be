using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>
/// What was decided for a request, tried and lost, without the figures that differ from one request to the next. Most requests share theirs
/// with many others, so it rests once, beside the rows.
/// </summary>
internal sealed record Explanation
{
    /// <summary>Without its score.</summary>
    public Decision? Decision { get; init; }

    /// <summary>Without their times.</summary>
    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    public ImmutableArray<Loss> Loss { get; init; } = [];

    /// <summary>The shape of the provider's usage object; null where none came.</summary>
    public string? Usage { get; init; }

    internal static Explanation Of(RequestRecord request, ReadOnlySpan<char> usage) => new()
    {
        Decision = request.Decision is { } decision ? decision with { Score = null } : null,
        Attempts = request.Attempts.IsDefaultOrEmpty ? [] : [.. request.Attempts.Select(static attempt => attempt with { Wait = default, Duration = default })],
        Loss = request.Loss.IsDefault ? [] : request.Loss,
        Usage = request.Usage.Raw is null ? null : usage.ToString(),
    };

    /// <summary>Equal for requests that share one, and cheap.</summary>
    internal static int HashOf(RequestRecord request, ReadOnlySpan<char> usage)
    {
        var hash = new HashCode();
        hash.Add(request.Decision?.Reason);
        hash.Add(request.Loss.IsDefault ? 0 : request.Loss.Length);
        hash.Add(string.GetHashCode(usage));
        foreach (var attempt in request.Attempts.IsDefault ? [] : request.Attempts)
        {
            hash.Add(attempt.AccountId);
            hash.Add(attempt.Evidence);
        }

        return hash.ToHashCode();
    }

    /// <summary>True where it is the request's.</summary>
    internal bool Explains(RequestRecord request, ReadOnlySpan<char> usage) =>
        Same(Decision, request.Decision) && Same(Attempts, request.Attempts, Same) && Same(Loss, request.Loss, static (one, other) => one == other)
        && Usage is null == request.Usage.Raw is null && usage.SequenceEqual(Usage);

    internal string ToJson() => JsonSerializer.Serialize(this, StorageJson.Default.Explanation);

    internal static Explanation FromJson(string json) => JsonSerializer.Deserialize(json, StorageJson.Default.Explanation)!;

    private static bool Same(Decision? one, Decision? other) => ReferenceEquals(one, other) || (one is not null && other is not null
        && one.Rule == other.Rule && one.Strategy == other.Strategy && one.Candidates == other.Candidates && one.Reason == other.Reason
        && Same(one.PassedOver, other.PassedOver, Same));

    private static bool Same(PassedOver one, PassedOver other) =>
        one.Reason == other.Reason && one.Count == other.Count && Same(one.Accounts, other.Accounts, string.Equals);

    private static bool Same(Attempt one, Attempt other) =>
        one.AccountId == other.AccountId && one.Account == other.Account && one.Verdict == other.Verdict && one.Status == other.Status
        && one.Evidence == other.Evidence && one.Action == other.Action;

    private static bool Same<T>(ImmutableArray<T> one, ImmutableArray<T> other, Func<T, T, bool> same)
    {
        var length = other.IsDefault ? 0 : other.Length;
        if (one.Length != length)
        {
            return false;
        }

        for (var at = 0; at < length; at++)
        {
            if (!same(one[at], other[at]))
            {
                return false;
            }
        }

        return true;
    }
}
