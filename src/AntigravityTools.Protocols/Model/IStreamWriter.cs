using System.Buffers;

namespace AntigravityTools.Protocols.Model;

/// <summary>Writes canonical events in one protocol's stream form. A state machine that can not emit an illegal order.</summary>
public interface IStreamWriter : IDisposable
{
    /// <summary>Writes what one event means.</summary>
    void Write(StreamEvent streamEvent, IBufferWriter<byte> output);

    /// <summary>Ends the stream and tells what could not be said in this protocol.</summary>
    LossReport Complete(IBufferWriter<byte> output);
}
