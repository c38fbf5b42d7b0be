using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams.Vertex;

/// <summary>Addresses of Vertex AI: publisher models under a project and a location (cloud.google.com/vertex-ai/generative-ai/docs, 2026-11).</summary>
internal static class VertexAddress
{
    /// <summary>The provider's name.</summary>
    public const string Provider = "vertex";

    private const string Version = "/v1";

    // The list of publisher models is a preview still.
    private const string ListVersion = "/v1beta1";
    private static readonly string[] MultiRegions = ["us", "eu"];

    /// <summary>The public host of a location.</summary>
    public static Uri HostOf(string location) => new(location switch
    {
        "global" => "https://aiplatform.googleapis.com",
        _ when Array.IndexOf(MultiRegions, location) >= 0 => $"https://aiplatform.{location}.rep.googleapis.com",
        _ => $"https://{location}-aiplatform.googleapis.com",
    });

    /// <summary>True for Google's own hosts, whose name follows the location.</summary>
    public static bool IsPublic(Uri address) =>
        address.Host.EndsWith("aiplatform.googleapis.com", StringComparison.OrdinalIgnoreCase)
        || (address.Host.StartsWith("aiplatform.", StringComparison.OrdinalIgnoreCase) && address.Host.EndsWith(".rep.googleapis.com", StringComparison.OrdinalIgnoreCase));

    /// <summary>True for models that are served in Anthropic's form.</summary>
    public static bool IsAnthropic(string model) => model.StartsWith("claude", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of an operation; null where there is none.</summary>
    public static Uri? Of(Account account, Protocol protocol, Operation operation, string? model, bool stream, string query)
    {
        var method = (protocol, operation) switch
        {
            (Protocol.Gemini, Operation.Generate) => stream ? "streamGenerateContent" : "generateContent",
            (Protocol.Gemini, Operation.CountTokens) => "countTokens",
            (Protocol.Gemini, Operation.Embed) => "embedContent",
            (Protocol.Gemini, Operation.EmbedBatch) => "batchEmbedContents",
            (Protocol.Anthropic, Operation.Generate) => stream ? "streamRawPredict" : "rawPredict",
            (Protocol.Anthropic, Operation.CountTokens) => "rawPredict",
            _ => null,
        };
        if (method is null || model is null)
        {
            return null;
        }

        var (publisher, name) = protocol == Protocol.Gemini ? ("google", model) : ("anthropic", operation == Operation.CountTokens ? "count-tokens" : model);
        var place = $"/projects/{Uri.EscapeDataString(account.Project ?? "-")}/locations/{Uri.EscapeDataString(account.Location ?? "global")}";
        return UpstreamAddress.Join(account.BaseUrl, Version, $"{place}/publishers/{publisher}/models/{Uri.EscapeDataString(name)}:{method}", query);
    }

    /// <summary>The list of a publisher's models.</summary>
    public static Uri ModelList(Account account, Protocol protocol)
    {
        var root = new Uri(account.BaseUrl.GetLeftPart(UriPartial.Authority));
        return UpstreamAddress.Join(root, ListVersion, $"/publishers/{(protocol == Protocol.Anthropic ? "anthropic" : "google")}/models", "?pageSize=200");
    }
}
