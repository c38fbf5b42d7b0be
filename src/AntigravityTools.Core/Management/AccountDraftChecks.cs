using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>What can be wrong with a draft whatever its provider is.</summary>
internal static class AccountDraftChecks
{
    private const int LongestName = 200;
    private const int MostAtOnce = 10_000;

    /// <summary>Adds every error; returns the base URL where the draft has a good one.</summary>
    public static Uri? Run(AccountDraft draft, List<FieldError> errors)
    {
        void Check(bool right, string field, string message)
        {
            if (!right)
            {
                errors.Add(new(field, message));
            }
        }

        Uri? baseUrl = null;
        Check(draft.Name is null || draft.Name.Trim() is { Length: > 0 and <= LongestName }, "name", $"name must have 1 to {LongestName} characters.");
        Check(draft.BaseUrl is null || IsHttp(draft.BaseUrl, out baseUrl), "base_url",
            "base_url must be an http or https address without user, query or fragment, such as https://api.example.com/v1.");
        Check(draft.Priority is null or (>= -1000 and <= 1000), "priority", "priority must be a whole number from -1000 to 1000.");
        Check(draft.Weight is null or (>= 0.01 and <= 1000), "weight", "weight must be a number from 0.01 to 1000.");
        Check(draft.MaxConcurrency is null or (>= 0 and <= MostAtOnce), "max_concurrency", $"max_concurrency must be 1 to {MostAtOnce}, or 0 for no limit.");
        Check(draft.Models is null || draft.Models.Value.All(model => !string.IsNullOrWhiteSpace(model)), "models", "models must not hold empty names.");
        Check(draft.Aliases is null || draft.Aliases.All(alias => alias.Key.Trim().Length > 0 && alias.Value.Trim().Length > 0), "aliases",
            "aliases must not hold empty names.");
        Check(draft.Limits is null || draft.Limits.All(limit => StatedLimits.Names.Contains(limit.Key) && limit.Value is >= 0 and <= 1e15), "limits",
            $"limits may name {string.Join(", ", StatedLimits.Names)}, each a number from 0 (no limit).");
        Check(IsSegment(draft.Project), "project", "project must be a project's id: letters, digits, '-', '.' and ':' only.");
        Check(IsSegment(draft.Location), "location", "location must be a location's name, such as us-central1 or global.");
        Check(IsSegment(draft.ApiVersion), "api_version", "api_version must be a version's name, such as v1 or 2024-10-21.");
        return baseUrl;
    }

    // They become parts of addresses: nothing in them may lead to another host or path.
    private static bool IsSegment(string? text) =>
        text is null or { Length: 0 } || (text.Length <= 100 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or ':' or '_') && char.IsAsciiLetterOrDigit(text[0]));

    private static bool IsHttp(string text, out Uri? address) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out address) && address.Scheme is "http" or "https"
        && address!.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
}
