using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>The parts of a row that rest as JSON, written into one buffer that every row uses again.</summary>
internal sealed class RowJson : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _writer;
    private Decision? _lastDecision;
    private byte[] _lastDecisionText = [];

    public RowJson() => _writer = new Utf8JsonWriter(_buffer);

    /// <summary>The attempts; valid until the next call. Empty where there are none.</summary>
    internal ReadOnlySpan<byte> Attempts(ImmutableArray<Attempt> attempts)
    {
        Restart();
        _writer.WriteStartArray();
        foreach (var attempt in attempts)
        {
            JsonSerializer.Serialize(_writer, attempt, StorageJson.Default.Attempt);
        }

        _writer.WriteEndArray();
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    /// <summary>The decision. Neighbouring requests mostly share theirs, so the last one's text is kept.</summary>
    internal ReadOnlySpan<byte> Decision(Decision decision)
    {
        if (decision != _lastDecision)
        {
            (_lastDecision, _lastDecisionText) = (decision, JsonSerializer.SerializeToUtf8Bytes(decision, StorageJson.Default.Decision));
        }

        return _lastDecisionText;
    }

    public void Dispose() => _writer.Dispose();

    private void Restart()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
    }
}
