namespace AntigravityTools.Protocols.Model;

/// <summary>A client's call for pictures, speech or a transcript, as a request for a model's answer.</summary>
public sealed record MediaRequest
{
    /// <summary>What the client asks for.</summary>
    public required Operation Operation { get; init; }

    /// <summary>What the model is asked.</summary>
    public required ChatRequest Chat { get; init; }

    /// <summary>Answers wanted; each is a call of its own, at least 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The form of the answer in the client's word (<c>b64_json</c>, <c>url</c>, <c>json</c>, <c>text</c>, <c>wav</c>, <c>pcm</c>).</summary>
    public required string Format { get; init; }

    /// <summary>True where the answer is to come as server-sent events.</summary>
    public bool Stream { get; init; }

    /// <summary>What the client asked for and no other provider has.</summary>
    public LossReport Loss { get; init; } = LossReport.None;
}
