using AntigravityTools.Simulator.Anthropic;
using AntigravityTools.Simulator.Gemini;
using AntigravityTools.Simulator.OAuth;
using AntigravityTools.Simulator.OpenAI;
using AntigravityTools.Simulator.OpenAIChat;
using AntigravityTools.Simulator.OpenAIResponses;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>Finds what serves a request. Only the model lists share a path; headers tell those apart, as with a real gateway.</summary>
internal static class Router
{
    public static Route Match(HttpRequest request)
    {
        if (request.Method == "GET" && request.Path.Value!.Contains("/publishers/", StringComparison.Ordinal) && request.Path.Value.EndsWith("/models", StringComparison.Ordinal))
        {
            return new Route(ProviderShape.Gemini, exchange => ValueTask.FromResult(PublisherModels.List(exchange)));
        }
        var (path, model) = ProviderPath.Of(request);
        var route = Fixed(request.Method, path) ?? Gemini(request, path) ?? FilesEndpoint.Match(request, path) ?? Models(request, path) ?? StoredResponse(request.Method, path);
        return route is null ? NotFound.Route(Shape(request), request) : model is null ? route : route with { Model = model };
    }

    private static Route? Fixed(string method, string path) => (method, path) switch
    {
        ("POST", "/v1/chat/completions") => new(ProviderShape.OpenAi, ChatEndpoint.ServeAsync),
        ("POST", "/v1/completions") => new(ProviderShape.OpenAi, CompletionsEndpoint.ServeAsync),
        ("POST", "/v1/responses") => new(ProviderShape.OpenAi, ResponsesEndpoint.CreateAsync),
        ("GET", "/v1/responses") => new(ProviderShape.OpenAi, ResponsesEndpoint.UpgradeAsync),
        ("POST", "/v1/responses/compact") => new(ProviderShape.OpenAi, ResponsesEndpoint.CompactAsync),
        ("POST", "/v1/responses/input_tokens") => new(ProviderShape.OpenAi, ResponsesEndpoint.CountInputAsync),
        ("POST", "/v1/embeddings") => new(ProviderShape.OpenAi, EmbeddingsEndpoint.ServeAsync),
        ("POST", "/v1/images/generations") => new(ProviderShape.OpenAi, ImagesEndpoint.GenerateAsync),
        ("POST", "/v1/images/edits") => new(ProviderShape.OpenAi, ImagesEndpoint.EditAsync),
        ("POST", "/v1/images/variations") => new(ProviderShape.OpenAi, ImagesEndpoint.VaryAsync),
        ("POST", "/v1/moderations") => new(ProviderShape.OpenAi, ModerationsEndpoint.ServeAsync),
        ("POST", "/v1/audio/translations") => new(ProviderShape.OpenAi, AudioEndpoint.TranscribeAsync),
        ("POST", "/v1/audio/transcriptions") => new(ProviderShape.OpenAi, AudioEndpoint.TranscribeAsync),
        ("POST", "/v1/audio/speech") => new(ProviderShape.OpenAi, AudioEndpoint.SpeakAsync),
        ("GET", "/v1/credits") => new(ProviderShape.OpenAi, CreditsEndpoint.CreditsAsync),
        ("GET", "/v1/key") => new(ProviderShape.OpenAi, CreditsEndpoint.KeyAsync),
        ("POST", "/v1/messages") => new(ProviderShape.Anthropic, MessagesEndpoint.CreateAsync),
        ("POST", "/v1/messages/count_tokens") => new(ProviderShape.Anthropic, MessagesEndpoint.CountAsync),
        ("HEAD" or "GET", "/api/hello") => new(ProviderShape.Anthropic, _ => ValueTask.FromResult(WireReply.Json("{}"))) { NeedsCredential = false },
        ("GET", "/oauth/authorize") => new(ProviderShape.OAuth, OAuthEndpoints.AuthorizeAsync) { NeedsCredential = false },
        ("POST", "/oauth/token") => new(ProviderShape.OAuth, OAuthEndpoints.TokenAsync) { NeedsCredential = false },
        ("GET", "/oauth/userinfo") => new(ProviderShape.OAuth, OAuthEndpoints.UserInfoAsync) { NeedsCredential = false },
        _ => null,
    };

    private static Route? Gemini(HttpRequest request, string path)
    {
        var rest = path.StartsWith("/v1beta/models/", StringComparison.Ordinal) ? path["/v1beta/models/".Length..]
            : path.StartsWith("/v1/models/", StringComparison.Ordinal) ? path["/v1/models/".Length..] : "";
        var colon = Math.Max(rest.LastIndexOf(':'), rest.EndsWith("/countTokens", StringComparison.Ordinal) ? rest.Length - "/countTokens".Length : -1);
        if (request.Method != "POST" || colon < 0)
        {
            return null;
        }
        Func<Exchange, ValueTask<WireReply>>? serve = rest[(colon + 1)..] switch
        {
            "generateContent" => GenerateContentEndpoint.GenerateAsync,
            "streamGenerateContent" => GenerateContentEndpoint.StreamAsync,
            "countTokens" => GenerateContentEndpoint.CountAsync,
            "embedContent" => EmbedContentEndpoint.OneAsync,
            "batchEmbedContents" => EmbedContentEndpoint.BatchAsync,
            _ => null,
        };
        return serve is null ? null : new Route(ProviderShape.Gemini, serve) { Model = rest[..colon] };
    }

    private static Route? Models(HttpRequest request, string path)
    {
        var root = path.StartsWith("/v1beta/models", StringComparison.Ordinal) ? "/v1beta/models" : "/v1/models";
        if (request.Method != "GET" || !(path == root || path.StartsWith(root + "/", StringComparison.Ordinal)))
        {
            return null;
        }
        var model = path.Length > root.Length + 1 ? path[(root.Length + 1)..] : null;
        var shape = Shape(request);
        Func<Exchange, WireReply> serve = (shape, model) switch
        {
            (ProviderShape.Anthropic, null) => AnthropicModels.List,
            (ProviderShape.Anthropic, _) => AnthropicModels.One,
            (ProviderShape.Gemini, null) => GeminiModels.List,
            (ProviderShape.Gemini, _) => GeminiModels.One,
            (_, null) => OpenAiModels.List,
            _ => OpenAiModels.One,
        };
        return new Route(shape, exchange => ValueTask.FromResult(serve(exchange))) { Model = model };
    }

    private static Route? StoredResponse(string method, string path)
    {
        if (!path.StartsWith("/v1/responses/", StringComparison.Ordinal))
        {
            return null;
        }
        var id = path["/v1/responses/".Length..];
        return method switch
        {
            "GET" => new Route(ProviderShape.OpenAi, exchange => ResponsesEndpoint.GetAsync(exchange, id)),
            "DELETE" => new Route(ProviderShape.OpenAi, exchange => ResponsesEndpoint.DeleteAsync(exchange, id)),
            _ => null,
        };
    }

    private static ProviderShape Shape(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers.ContainsKey("anthropic-version") || headers.ContainsKey("x-api-key") || request.Path.StartsWithSegments("/v1/messages", StringComparison.Ordinal))
        {
            return ProviderShape.Anthropic;
        }
        var google = request.Path.StartsWithSegments("/v1beta", StringComparison.Ordinal) || headers.ContainsKey("x-goog-api-key")
            || headers.ContainsKey("x-goog-api-client") || request.Query.ContainsKey("key") || request.Query.ContainsKey("pageSize");
        return google ? ProviderShape.Gemini : ProviderShape.OpenAi;
    }
}
