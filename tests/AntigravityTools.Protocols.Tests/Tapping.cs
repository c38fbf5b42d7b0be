using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests;

/// <summary>Runs a stream through its frame reader and tap, as the pipeline does.</summary>
internal static class Tapping
{
    internal static ProtocolRegistry Registry { get; } = new();

    internal static (List<FrameKind> Kinds, IStreamTap Tap) Run(
        Protocol protocol, string stream, Operation operation = Operation.Generate) =>
        Run(protocol, Encoding.UTF8.GetBytes(stream), operation);

    internal static (List<FrameKind> Kinds, IStreamTap Tap) Run(
        Protocol protocol, ReadOnlySpan<byte> stream, Operation operation = Operation.Generate)
    {
        IFrameReader reader = stream is [(byte)'[', ..] ? new JsonArrayFrameReader() : new SseFrameReader();
        var tap = Registry[protocol].OpenTap(operation);
        var kinds = new List<FrameKind>();
        while (reader.TryRead(stream, endOfInput: true, out var frame, out var consumed))
        {
            kinds.Add(tap.Observe(frame.EventType, frame.Data));
            stream = stream[consumed..];
        }

        return (kinds, tap);
    }

    /// <summary>The kind of one frame on a fresh tap.</summary>
    internal static FrameKind Kind(Protocol protocol, string data, string eventType = "", Operation operation = Operation.Generate) =>
        Registry[protocol].OpenTap(operation).Observe(Encoding.UTF8.GetBytes(eventType), Encoding.UTF8.GetBytes(data));

    /// <summary>A tap that has seen the given payloads.</summary>
    internal static IStreamTap Observe(Protocol protocol, params string[] payloads)
    {
        var tap = Registry[protocol].OpenTap(Operation.Generate);
        foreach (var payload in payloads)
        {
            tap.Observe(default, Encoding.UTF8.GetBytes(payload));
        }

        return tap;
    }

    /// <summary>Asserts that no cut of a stream before its terminal event looks like success, and that nothing throws.</summary>
    internal static void AssertCutsFail(Protocol protocol, string stream, string terminal)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        var end = Encoding.UTF8.GetByteCount(stream.AsSpan(0, stream.IndexOf(terminal, StringComparison.Ordinal) + terminal.Length));
        for (var cut = 0; cut < end; cut++)
        {
            Assert.False(Run(protocol, bytes.AsSpan(0, cut)).Tap.Completed, stream[..cut]);
        }

        Assert.True(Run(protocol, bytes.AsSpan(0, end)).Tap.Completed);
    }
}
