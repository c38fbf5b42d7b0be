using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AntigravityTools.Core.Tests.Upstreams;

/// <summary>A web server on loopback that answers each path with the bytes of a test, and keeps what it was asked.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, byte[]> _answers = [];
    private readonly Task _accepting;

    public FileServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The heads of the requests that came.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    /// <summary>Done when the first request has come.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Address(string path) => $"http://127.0.0.1:{Port}{path}";

    /// <summary>Answers a path with a head and a body; a path without an answer is never answered.</summary>
    public void Answer(string path, string head, ReadOnlySpan<byte> body) =>
        _answers[path] = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync()));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var bytes = new byte[8192];
            var read = await stream.ReadAsync(bytes);
            var head = Encoding.ASCII.GetString(bytes, 0, read);
            Heads.Enqueue(head);
            Asked.TrySetResult();
            try
            {
                if (read > 0 && _answers.TryGetValue(head.Split(' ')[1], out var answer))
                {
                    await stream.WriteAsync(answer);
                }
                else
                {
                    // Silence, until the caller gives up.
                    while (await stream.ReadAsync(bytes) > 0)
                    {
                    }
                }
            }
            catch (IOException)
            {
                // The caller hung up before the end.
            }
        }
    }
}
