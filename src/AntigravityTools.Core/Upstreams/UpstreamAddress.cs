using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams.Azure;
using AntigravityTools.Core.Upstreams.Vertex;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Builds upstream addresses. Base URLs are taken as the vendor's own SDK takes them, with or without the version segment.</summary>
public static class UpstreamAddress
{
    // Google takes uploads at a path of their own, in front of the version.
    private const string Upload = "/upload/";

    /// <summary>The address of an operation; null where the protocol has no such operation. A relayed path comes as <paramref name="resourceId"/>.</summary>
    public static Uri? Of(Account account, Protocol protocol, Operation operation, string? model, bool stream, StreamForm form, string? resourceId, string query)
    {
        if (account.Provider == VertexAddress.Provider)
        {
            return VertexAddress.Of(account, protocol, operation, model, stream, Query(protocol, operation, stream, form, query));
        }

        var path = protocol switch
        {
            _ when operation == Operation.Relay => resourceId,
            Protocol.Gemini => GeminiPath(operation, model, stream),
            Protocol.Anthropic => AnthropicPath(operation),
            _ => OpenAIPath(protocol, operation, resourceId),
        };
        return path is null ? null
            : path.StartsWith(Upload, StringComparison.Ordinal) ? new Uri(account.BaseUrl.GetLeftPart(UriPartial.Authority) + path + query)
            : account.Provider == AzureAddress.Provider ? AzureAddress.Of(account, path, operation, model, query)
            : Join(account.BaseUrl, Version(protocol), path, Query(protocol, operation, stream, form, query));
    }

    /// <summary>The address of the model list, one page as long as the provider allows.</summary>
    public static Uri ModelList(Account account, Protocol protocol) => protocol switch
    {
        _ when account.Provider == VertexAddress.Provider => VertexAddress.ModelList(account, protocol),
        _ when account.Provider == AzureAddress.Provider => AzureAddress.ModelList(account),
        Protocol.Gemini => Join(account.BaseUrl, Version(protocol), "/models", "?pageSize=1000"),
        Protocol.Anthropic => Join(account.BaseUrl, Version(protocol), "/models", "?limit=1000"),
        _ => Join(account.BaseUrl, Version(protocol), "/models", ""),
    };

    /// <summary>Joins a base URL and a path; the version goes between them unless the base already has one.</summary>
    internal static Uri Join(Uri baseUrl, string version, string path, string query)
    {
        var root = baseUrl.AbsolutePath.TrimEnd('/');
        var prefix = HasVersion(root) ? root : root + version;
        return new Uri(string.Concat(baseUrl.GetLeftPart(UriPartial.Authority), prefix, path, query));
    }

    private static bool HasVersion(string path)
    {
        foreach (var segment in path.AsSpan().Split('/'))
        {
            var part = path.AsSpan()[segment];
            if (part.Length > 1 && part[0] == 'v' && char.IsAsciiDigit(part[1]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Version(Protocol protocol) => protocol == Protocol.Gemini ? "/v1beta" : "/v1";

    private static string? OpenAIPath(Protocol protocol, Operation operation, string? resourceId) => operation switch
    {
        Operation.Generate => protocol == Protocol.OpenAIChat ? "/chat/completions" : "/responses",
        Operation.Complete => "/completions",
        Operation.CountTokens when protocol == Protocol.OpenAIResponses => "/responses/input_tokens",
        Operation.Compact => "/responses/compact",
        Operation.RetrieveResponse or Operation.DeleteResponse when resourceId is not null => $"/responses/{Uri.EscapeDataString(resourceId)}",
        Operation.ListInputItems when resourceId is not null => $"/responses/{Uri.EscapeDataString(resourceId)}/input_items",
        Operation.Embed => "/embeddings",
        Operation.GenerateImage => "/images/generations",
        Operation.EditImage => "/images/edits",
        Operation.Transcribe => "/audio/transcriptions",
        Operation.Speak => "/audio/speech",
        Operation.TranslateAudio => "/audio/translations",
        Operation.VaryImage => "/images/variations",
        Operation.Moderate => "/moderations",
        _ => null,
    };

    private static string? AnthropicPath(Operation operation) => operation switch
    {
        Operation.Generate => "/messages",
        Operation.CountTokens => "/messages/count_tokens",
        _ => null,
    };

    private static string? GeminiPath(Operation operation, string? model, bool stream)
    {
        var method = operation switch
        {
            Operation.Generate => stream ? "streamGenerateContent" : "generateContent",
            Operation.CountTokens => "countTokens",
            Operation.Embed => "embedContent",
            Operation.EmbedBatch => "batchEmbedContents",
            _ => null,
        };
        if (method is null || model is null)
        {
            return null;
        }

        // A name such as tunedModels/x is a collection of its own; what follows is one segment, so that no name leads elsewhere.
        const string Tuned = "tunedModels/";
        var (collection, name) = model.StartsWith(Tuned, StringComparison.Ordinal) ? ("/" + Tuned, model[Tuned.Length..]) : ("/models/", model);
        return string.Concat(collection, Uri.EscapeDataString(name), ":", method);
    }

    private static string Query(Protocol protocol, Operation operation, bool stream, StreamForm form, string query)
    {
        if (protocol != Protocol.Gemini || operation != Operation.Generate || !stream || form != StreamForm.Sse
            || query.Contains("alt=", StringComparison.Ordinal))
        {
            return query;
        }

        return query.Length == 0 ? "?alt=sse" : query + "&alt=sse";
    }
}
