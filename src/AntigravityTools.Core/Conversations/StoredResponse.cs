namespace AntigravityTools.Core.Conversations;

/// <summary>A response that the gateway keeps because its upstream can not.</summary>
/// <param name="Input">The whole conversation's input items before it, as JSON items joined by commas.</param>
/// <param name="Response">The response object as the client got it.</param>
/// <param name="Until">When it is forgotten.</param>
public sealed record StoredResponse(ReadOnlyMemory<byte> Input, ReadOnlyMemory<byte> Response, DateTimeOffset Until)
{
    /// <summary>The ids of its output items, by which a later request may refer to them.</summary>
    public IReadOnlyList<string> ItemIds { get; init; } = [];

    /// <summary>The number of its stream's last event; 0 where it was not streamed.</summary>
    public long LastEvent { get; init; }

    /// <summary>Bytes it holds, about.</summary>
    public long Bytes => 300L + Input.Length + Response.Length + (150L * ItemIds.Count);
}
