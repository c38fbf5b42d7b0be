using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams.Azure;

/// <summary>
/// Addresses of Azure OpenAI (learn.microsoft.com/azure/ai-foundry/openai, 2026-11): the v1 API with the deployment in the body, or with
/// a dated <c>api-version</c> the older one with the deployment in the path.
/// </summary>
internal static class AzureAddress
{
    /// <summary>The provider's name.</summary>
    public const string Provider = "azure-openai";

    /// <summary>The address of an operation; null where there is none.</summary>
    public static Uri? Of(Account account, string path, Operation operation, string? model, string query)
    {
        if (!IsDated(account.ApiVersion))
        {
            var versioned = account.ApiVersion is null or "v1" ? query : With(query, account.ApiVersion);
            return new Uri($"{Resource(account)}/openai/v1{path}{versioned}");
        }

        var inBody = operation is Operation.RetrieveResponse or Operation.DeleteResponse || path.StartsWith("/responses", StringComparison.Ordinal) || model is null;
        var deployment = inBody ? "" : $"/deployments/{Uri.EscapeDataString(model!)}";
        return new Uri($"{Resource(account)}/openai{deployment}{path}{With(query, account.ApiVersion!)}");
    }

    /// <summary>The list of base models: it proves the key, but says nothing of deployments.</summary>
    public static Uri ModelList(Account account) => Of(account, "/models", Operation.RetrieveResponse, null, "")!;

    /// <summary>True for what Azure calls a version by its day, such as <c>2024-10-21</c> or <c>2025-04-01-preview</c>.</summary>
    public static bool IsDated(string? version) => version is { Length: >= 10 } && char.IsAsciiDigit(version[0]);

    private static string With(string query, string version) =>
        $"{query}{(query.Length == 0 ? '?' : '&')}api-version={Uri.EscapeDataString(version)}";

    // People paste the resource, its /openai or its /openai/v1.
    private static string Resource(Account account)
    {
        var root = account.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        root = root.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? root[..^3] : root;
        return root.EndsWith("/openai", StringComparison.OrdinalIgnoreCase) ? root[..^7] : root;
    }
}
