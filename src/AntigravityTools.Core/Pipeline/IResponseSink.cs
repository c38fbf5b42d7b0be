using System.IO.Pipelines;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Where an answer goes: an HTTP response, or a WebSocket. Nothing is sent before the first flush.</summary>
public interface IResponseSink
{
    /// <summary>True once status and headers can no longer change.</summary>
    bool HasStarted { get; }

    /// <summary>Sets status and headers; may be called again until <see cref="HasStarted"/>.</summary>
    void Start(int status, IReadOnlyList<KeyValuePair<string, string>> headers);

    /// <summary>Where the body's bytes are written.</summary>
    PipeWriter Body { get; }

    /// <summary>Sends what was written; false where the client is gone.</summary>
    ValueTask<bool> FlushAsync(CancellationToken cancellationToken);

    /// <summary>Breaks the connection, so that a cut answer can not look whole.</summary>
    void Abort();
}
