using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>
/// Where a path leads. Azure and Vertex serve the same protocols under their own addresses; a deployment or publisher model in the path
/// takes the place of the model in the body.
/// </summary>
/// <param name="Path">The path in the protocol's own form.</param>
/// <param name="Model">The model that the address names.</param>
internal sealed record ProviderPath(string Path, string? Model = null)
{
    private const string Deployments = "/openai/deployments/";
    private const string Publishers = "/publishers/";

    public static ProviderPath Of(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        if (path.StartsWith(Deployments, StringComparison.Ordinal) && path.IndexOf('/', Deployments.Length) is > 0 and var end)
        {
            return new ProviderPath("/v1" + path[end..], path[Deployments.Length..end]);
        }
        if (path.StartsWith("/openai/", StringComparison.Ordinal))
        {
            var rest = path["/openai".Length..];
            return new ProviderPath(rest.StartsWith("/v1/", StringComparison.Ordinal) ? rest : "/v1" + rest);
        }
        return path.IndexOf(Publishers, StringComparison.Ordinal) is >= 0 and var at ? Vertex(path[(at + Publishers.Length)..]) : new ProviderPath(path);
    }

    private static ProviderPath Vertex(string rest)
    {
        const string Anthropic = "anthropic/models/";
        if (!rest.StartsWith(Anthropic, StringComparison.Ordinal))
        {
            return new ProviderPath("/v1beta/" + rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        }
        var colon = rest.LastIndexOf(':');
        if (rest == Anthropic + "count-tokens:rawPredict")
        {
            return new ProviderPath("/v1/messages/count_tokens");
        }
        var (model, method) = colon < 0 ? (rest[Anthropic.Length..], "") : (rest[Anthropic.Length..colon], rest[(colon + 1)..]);
        return new ProviderPath(method is "rawPredict" or "streamRawPredict" ? "/v1/messages" : "/v1/messages/" + method, model);
    }
}
