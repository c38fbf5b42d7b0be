using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Paths;

/// <summary>What follows the last colon of a Gemini path. protocols.md §1.5.</summary>
internal sealed record GeminiMethod(string Name, Operation Operation, bool Stream = false)
{
    /// <summary>Every method that is served.</summary>
    public static GeminiMethod[] All { get; } =
    [
        new("generateContent", Operation.Generate),
        new("streamGenerateContent", Operation.Generate, Stream: true),
        new("countTokens", Operation.CountTokens),
        new("embedContent", Operation.Embed),
        new("batchEmbedContents", Operation.EmbedBatch),
    ];

    /// <summary>The method of that name, or null.</summary>
    public static GeminiMethod? Find(ReadOnlySpan<char> name)
    {
        foreach (var method in All)
        {
            if (name.SequenceEqual(method.Name))
            {
                return method;
            }
        }

        return null;
    }

    /// <summary>The method on a model as a match.</summary>
    public PathMatch ToMatch(string model) => new()
    {
        Kind = PathKind.Endpoint, Protocol = Protocol.Gemini, Operation = Operation, Allow = "POST", Model = model, Stream = Stream,
    };
}
