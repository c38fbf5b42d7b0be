namespace AntigravityTools.Simulator.Scripting;

/// <summary>Sends recorded bytes as they are; gate and pace apply to each chunk. Event streams go out chunked, the rest with its length.</summary>
/// <param name="Bytes">The response body.</param>
/// <param name="ContentType">Its content type.</param>
public sealed record Replay(ReadOnlyMemory<byte> Bytes, string ContentType = "text/event-stream") : Behaviour
{
    /// <summary>HTTP status code.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Headers to send with it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Sizes of the chunks, each flushed by itself; the last one repeats until the bytes are used up. Empty sends everything at once.
    /// </summary>
    public IReadOnlyList<int> ChunkSizes { get; init; } = [];
}
