using System.Text;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>The frames of a stream, with the marks that faults are placed by.</summary>
internal sealed class WireStream
{
    private readonly List<ReadOnlyMemory<byte>> _frames = [];
    private int? _contentStart;
    private int? _terminalStart;

    public IReadOnlyList<ReadOnlyMemory<byte>> Frames => _frames;

    /// <summary>Writes an error into the stream in the protocol's own form; gets the number of frames sent so far.</summary>
    public required Func<FaultDetails, int, IEnumerable<string>> Fault { get; init; }

    /// <summary>Frames before this index are preamble.</summary>
    public int ContentStart => _contentStart ?? TerminalStart;

    /// <summary>Frames from this index on make the stream complete.</summary>
    public int TerminalStart => _terminalStart ?? _frames.Count;

    public int Count => _frames.Count;

    public static WireStream OfBody(ReadOnlyMemory<byte> body)
    {
        var stream = new WireStream { Fault = (_, _) => [] };
        stream._contentStart = 0;
        stream._frames.Add(body[..(body.Length / 2)]);
        stream._terminalStart = 1;
        stream._frames.Add(body[(body.Length / 2)..]);
        return stream;
    }

    public void Add(string frame) => _frames.Add(Encoding.UTF8.GetBytes(frame));

    /// <summary>The next frame is the first that carries content; later calls change nothing.</summary>
    public void MarkContent() => _contentStart ??= _frames.Count;

    /// <summary>The next frame is the first that a cut stream lacks.</summary>
    public void MarkTerminal() => _terminalStart ??= _frames.Count;
}
