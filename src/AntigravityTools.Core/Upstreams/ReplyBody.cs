namespace AntigravityTools.Core.Upstreams;

/// <summary>Reads a whole answer that is for the gateway itself.</summary>
internal static class ReplyBody
{
    /// <summary>At most this many bytes are read of any such answer.</summary>
    public const int Most = 8 << 20;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 << 10];
        int read;
        while (buffer.Length < Most && (read = await body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
