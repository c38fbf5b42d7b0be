using System.Buffers;
using System.Globalization;
using System.Text;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Translation;

/// <summary>Gathers the events of a replayed response and numbers them.</summary>
internal sealed class ReplayRungs
{
    private readonly List<(string Type, byte[] Members)> _rungs = [];
    private int _closing;

    /// <summary>Adds an event; its members are JSON text behind type and number.</summary>
    internal void Add(string type, byte[] members) => _rungs.Add((type, members));

    /// <summary>Adds an event that brings content: what follows the last of these closes the answer.</summary>
    internal void AddContent(string type, byte[] members)
    {
        Add(type, members);
        _closing = _rungs.Count;
    }

    internal byte[] ToFrames(long last, long? after)
    {
        // Deltas that are one now were many.
        var missing = Math.Max(0, last - (_rungs.Count - 1));
        var output = new ArrayBufferWriter<byte>(1024);
        for (var i = 0; i < _rungs.Count; i++)
        {
            var number = i + (i < _closing ? 0 : missing);
            if (number > (after ?? -1) || i == _rungs.Count - 1)
            {
                var (type, members) = _rungs[i];
                var head = string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"{type}\",\"sequence_number\":{number},");
                SseFrameWriter.Write(output, Encoding.UTF8.GetBytes(type), (byte[])[.. Encoding.UTF8.GetBytes(head), .. members, (byte)'}']);
            }
        }

        return output.WrittenSpan.ToArray();
    }
}
