using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Paths;

/// <summary>
/// Reads a path the way its sender meant it (product.md §2): a base URL with a missing or doubled version, or one that already ends in an
/// endpoint, still reaches the endpoint at the end of the path.
/// </summary>
internal static class PathMatcher
{
    private const string PostOnly = "POST";
    private const string GetOnly = "GET, HEAD";

    /// <summary>Base segments that carry no meaning of their own.</summary>
    // What Google's clients also call; here to answer them in their own form.
    private static readonly string[] OtherMethods = ["predict", "predictLongRunning", "batchGenerateContent", "asyncBatchEmbedContent"];

    private static readonly string[] Bases = ["v1", "v1beta", "v1beta1", "v1alpha", "openai", "anthropic", "api"];

    /// <summary>Vertex base segments that come with a value: <c>projects/P</c>.</summary>
    private static readonly string[] Pairs = ["projects", "locations"];

    /// <summary>Where clients knock and leave reports; all of it is theirs alone.</summary>
    private static readonly string[] Probes = ["api/hello", "api/event_logging", "api/claude_code", "api/claude_cli", "api/eval", "favicon.ico"];

    /// <summary>The meaning of a path, percent-decoded but for <c>%2F</c>.</summary>
    public static PathMatch Match(ReadOnlySpan<char> path)
    {
        var rest = path.Trim('/');
        return rest switch
        {
            "" => new() { Kind = PathKind.Probe, Allow = "HEAD" },
            "healthz" => new() { Kind = PathKind.Health, Allow = GetOnly },
            "readyz" => new() { Kind = PathKind.Ready, Allow = GetOnly },
            _ when IsProbe(rest) => new() { Kind = PathKind.Probe, Allow = "GET, HEAD, POST", Protocol = Protocol.Anthropic },
            _ => MatchEndpoint(rest, new Seen(), depth: 0) ?? Unknown(rest),
        };
    }

    private static bool IsProbe(ReadOnlySpan<char> rest)
    {
        foreach (var probe in Probes)
        {
            if (rest.StartsWith(probe) && (rest.Length == probe.Length || rest[probe.Length] is '/' or '_'))
            {
                return true;
            }
        }

        return false;
    }

    private static PathMatch? MatchEndpoint(ReadOnlySpan<char> rest, Seen seen, int depth)
    {
        rest = StripBases(rest, ref seen);
        if (rest.IsEmpty)
        {
            return depth == 0 ? new PathMatch { Kind = PathKind.Probe, Allow = "HEAD" } : null;
        }

        foreach (var endpoint in Endpoint.All)
        {
            if (rest.SequenceEqual(endpoint.Path))
            {
                return endpoint.ToMatch();
            }
        }

        return MatchModels(rest, seen) ?? MatchBehindEndpoint(rest, seen, depth) ?? MatchResponse(rest) ?? (depth == 0 ? RelayPaths.Match(rest, seen) : null);
    }

    private static ReadOnlySpan<char> StripBases(ReadOnlySpan<char> rest, scoped ref Seen seen)
    {
        while (true)
        {
            rest = rest.TrimStart('/');
            var first = Head(rest, out var tail);
            if (Contains(Bases, first))
            {
                seen = seen.With(first);
                rest = tail;
            }
            else if (Contains(Pairs, first) || (first is "publishers" && Head(tail, out _) is "google"))
            {
                seen = seen with { Gemini = true };
                Head(tail, out rest);
            }
            else
            {
                return rest;
            }
        }
    }

    private static PathMatch? MatchModels(ReadOnlySpan<char> rest, Seen seen)
    {
        Protocol? protocol = seen.IsGemini ? Protocol.Gemini : null;
        if (rest is "models")
        {
            return new() { Kind = PathKind.ModelList, Protocol = protocol, Allow = GetOnly };
        }

        if (Head(rest, out var tail) is not ("models" or "tunedModels"))
        {
            return null;
        }

        while (Head(tail, out var next) is "models")
        {
            rest = tail;
            tail = next;
        }

        var id = Decode(rest.StartsWith("tunedModels/") ? rest : tail);
        var colon = id.LastIndexOf(':');
        if (colon > 0 && GeminiMethod.Find(id.AsSpan(colon + 1)) is { } method)
        {
            return method.ToMatch(WithoutPrefix(id[..colon]));
        }

        const string Count = "/countTokens";
        if (id.EndsWith(Count, StringComparison.Ordinal) && id.Length > Count.Length)
        {
            return GeminiMethod.Find(Count.AsSpan(1))!.ToMatch(WithoutPrefix(id[..^Count.Length]));
        }

        return id.Length == 0 || colon == 0
            ? null
            : new() { Kind = PathKind.Model, Protocol = protocol ?? (Contains(OtherMethods, id.AsSpan(colon + 1)) ? Protocol.Gemini : null), Model = WithoutPrefix(id), Allow = GetOnly };
    }

    /// <summary>The client's base URL already named an endpoint: what counts is the endpoint behind it.</summary>
    private static PathMatch? MatchBehindEndpoint(ReadOnlySpan<char> rest, Seen seen, int depth)
    {
        if (depth == 3)
        {
            return null;
        }

        foreach (var endpoint in Endpoint.All)
        {
            if (rest.Length > endpoint.Path.Length && rest[endpoint.Path.Length] == '/' && rest.StartsWith(endpoint.Path) &&
                MatchEndpoint(rest[(endpoint.Path.Length + 1)..], seen, depth + 1) is { } match)
            {
                return match;
            }
        }

        return null;
    }

    private static PathMatch? MatchResponse(ReadOnlySpan<char> rest)
    {
        if (Head(rest, out var tail) is not "responses" || Head(tail, out var below) is not { Length: > 0 } id || below is not ("" or "input_items"))
        {
            return null;
        }

        return new()
        {
            Kind = PathKind.Endpoint,
            Protocol = Protocol.OpenAIResponses,
            Operation = below.IsEmpty ? Operation.RetrieveResponse : Operation.ListInputItems,
            Allow = below.IsEmpty ? "GET, DELETE" : "GET",
            ResourceId = id.ToString(),
        };
    }

    private static PathMatch Unknown(ReadOnlySpan<char> rest) => new()
    {
        Kind = PathKind.Unknown,
        Allow = PostOnly,
        Protocol = rest.Contains("messages", StringComparison.OrdinalIgnoreCase) ? Protocol.Anthropic
            : rest.Contains("responses", StringComparison.OrdinalIgnoreCase) ? Protocol.OpenAIResponses
            : rest.Contains("openai", StringComparison.OrdinalIgnoreCase) ? Protocol.OpenAIChat
            : rest.StartsWith("v1beta") || rest.StartsWith("v1alpha") || rest.StartsWith("v1internal") || rest.Contains("/models/", StringComparison.Ordinal) ? Protocol.Gemini
            : rest.Contains("chat", StringComparison.OrdinalIgnoreCase) || rest.Contains("completions", StringComparison.OrdinalIgnoreCase) ? Protocol.OpenAIChat
            : null,
    };

    private static ReadOnlySpan<char> Head(ReadOnlySpan<char> rest, out ReadOnlySpan<char> tail)
    {
        var slash = rest.IndexOf('/');
        tail = slash < 0 ? [] : rest[(slash + 1)..];
        return slash < 0 ? rest : rest[..slash];
    }

    private static bool Contains(string[] words, ReadOnlySpan<char> word)
    {
        foreach (var candidate in words)
        {
            if (word.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static string Decode(ReadOnlySpan<char> id) => id.ToString().Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static string WithoutPrefix(string id) => id.StartsWith("models/", StringComparison.Ordinal) ? id["models/".Length..] : id;
}
