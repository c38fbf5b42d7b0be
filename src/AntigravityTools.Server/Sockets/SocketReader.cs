using System.Net.WebSockets;

namespace AntigravityTools.Server.Sockets;

/// <summary>Reads whole text messages off a WebSocket, within a size.</summary>
internal sealed class SocketReader(WebSocket socket, long mostBytes)
{
    private const int Piece = 16 << 10;

    /// <summary>The next message; null where the client closed.</summary>
    /// <exception cref="InvalidDataException">The message is larger than allowed, or not text.</exception>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var piece = new byte[Piece];
        while (true)
        {
            var read = await socket.ReceiveAsync(piece.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (read.MessageType != WebSocketMessageType.Text)
            {
                throw new InvalidDataException("Only text messages are understood.");
            }

            message.Write(piece, 0, read.Count);
            if (message.Length > mostBytes)
            {
                throw new InvalidDataException($"A message may hold {mostBytes} bytes at most (proxy.max_body_bytes).");
            }

            if (read.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }
}
