using AntigravityTools.Core.Upstreams;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Reads a whole answer into memory, within bounds.</summary>
internal static class AnswerBody
{
    private const int MostBytes = 64 << 20;
    private const int Piece = 16 << 10;

    /// <exception cref="InvalidDataException">The answer is larger than 64 MiB.</exception>
    public static async ValueTask<byte[]> ReadAsync(UpstreamReply answer, AttemptClock clock, TimeSpan idle)
    {
        using var buffer = new PooledBuffer(Piece);
        int read;
        while ((read = await answer.Body.ReadAsync(buffer.Room(Piece), clock.Token).ConfigureAwait(false)) > 0)
        {
            buffer.Filled(read);
            clock.Within(idle, "idle_timeout_seconds");
            if (buffer.Length > MostBytes)
            {
                throw new InvalidDataException($"It is larger than {MostBytes >> 20} MiB.");
            }
        }

        return buffer.Span.ToArray();
    }
}
