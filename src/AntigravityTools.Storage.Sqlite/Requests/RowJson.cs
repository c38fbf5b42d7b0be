using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>The parts of a row that rest as JSON, written into one buffer that every row uses again.</summary>
internal sealed class RowJson : IDisposable
{
    private const int LongestTime = 26;
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
            Write(attempt);
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
            (_lastDecision, _lastDecisionText) = (decision, JsonSerializer.SerializeToUtf8Bytes(decision, DecisionJson.Default.Decision));
        }

        return _lastDecisionText;
    }

    // By hand: every request has an attempt, and the serializer's way through a converter costs each one half a kilobyte.
    private void Write(Attempt attempt)
    {
        _writer.WriteStartObject();
        _writer.WriteString("account_id"u8, attempt.AccountId);
        _writer.WriteString("account"u8, attempt.Account);
        _writer.WriteString("verdict"u8, attempt.Verdict.ToName());
        if (attempt.Status is { } status)
        {
            _writer.WriteNumber("status"u8, status);
        }

        if (attempt.Evidence is { } evidence)
        {
            _writer.WriteString("evidence"u8, evidence);
        }

        _writer.WriteString("action"u8, attempt.Action);
        WriteTime("wait"u8, attempt.Wait);
        WriteTime("duration"u8, attempt.Duration);
        _writer.WriteEndObject();
    }

    private void WriteTime(ReadOnlySpan<byte> name, TimeSpan time)
    {
        Span<byte> text = stackalloc byte[LongestTime];
        Utf8Formatter.TryFormat(time, text, out var length);
        _writer.WriteString(name, text[..length]);
    }

    public void Dispose() => _writer.Dispose();

    private void Restart()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
    }
}
