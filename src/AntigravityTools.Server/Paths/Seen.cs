namespace AntigravityTools.Server.Paths;

/// <summary>What the base segments of a path told.</summary>
internal readonly record struct Seen
{
    /// <summary>A version or a prefix that only Google uses.</summary>
    public bool Gemini { get; init; }

    /// <summary>The prefix of an OpenAI-compatible face, which also Google's own has.</summary>
    public bool OpenAI { get; init; }

    /// <summary>True where a list of models is to look like Google's.</summary>
    public bool IsGemini => Gemini && !OpenAI;

    /// <summary>The same with one more segment seen.</summary>
    public Seen With(ReadOnlySpan<char> segment) => segment switch
    {
        "v1beta" or "v1beta1" or "v1alpha" => this with { Gemini = true },
        "openai" => this with { OpenAI = true },
        _ => this,
    };
}
