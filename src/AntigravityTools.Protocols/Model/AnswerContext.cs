namespace AntigravityTools.Protocols.Model;

/// <summary>What an answer's writer must know beside the events.</summary>
public sealed record AnswerContext
{
    /// <summary>The request as read; what the client asked for shapes the answer (usage in streams, shown reasoning, legacy form).</summary>
    public required ChatRequest Request { get; init; }

    /// <summary>The client's operation: <see cref="Operation.Generate"/> or <see cref="Operation.Complete"/>.</summary>
    public Operation Operation { get; init; }

    /// <summary>The gateway's id of the request; ids in the answer that the upstream did not give are minted from it.</summary>
    public required string RequestId { get; init; }

    /// <summary>When the request came; <c>created</c> fields show it.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The clock that tells when an answer was complete; null leaves that unsaid.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>How a streamed answer is framed.</summary>
    public StreamForm Form { get; init; }
}
