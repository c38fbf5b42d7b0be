namespace AntigravityTools.Protocols.Framing;

/// <summary>Finds complete frames in bytes that the caller buffers. Keeps only a scan position, so a long frame is never scanned twice.</summary>
public interface IFrameReader
{
    /// <summary>
    /// Reads the next complete frame from the start of <paramref name="buffer"/>. When it returns true the caller must drop
    /// <paramref name="consumed"/> bytes before the next call; when false, it calls again with the same bytes and more behind them.
    /// </summary>
    /// <param name="buffer">Unconsumed bytes; the same start as in the last call that returned false.</param>
    /// <param name="endOfInput">True where nothing follows, so that a frame without its closing mark still counts.</param>
    /// <param name="frame">The frame; its spans live until the next call.</param>
    /// <param name="consumed">Bytes up to and with the frame's closing mark.</param>
    bool TryRead(ReadOnlySpan<byte> buffer, bool endOfInput, out Frame frame, out int consumed);
}
