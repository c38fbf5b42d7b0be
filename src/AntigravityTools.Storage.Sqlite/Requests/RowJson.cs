using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>
/// The parts of a row that rest as JSON, written into one buffer that every row uses again; by hand, since every request has them and the
/// serializer costs each one half a kilobyte. <see cref="StorageJson"/> reads them.
/// </summary>
internal sealed class RowJson : IDisposable
{
    private const int LongestTime = 26;
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _writer;

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

    /// <summary>The decision; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Decision(Decision decision)
    {
        Restart();
        _writer.WriteStartObject();
        WriteText("rule"u8, decision.Rule);
        _writer.WriteString("strategy"u8, decision.Strategy);
        _writer.WriteNumber("candidates"u8, decision.Candidates);
        _writer.WriteStartArray("passed_over"u8);
        foreach (var passedOver in decision.PassedOver)
        {
            Write(passedOver);
        }

        _writer.WriteEndArray();
        if (decision.Score is { } score)
        {
            _writer.WriteNumber("score"u8, score);
        }

        WriteText("reason"u8, decision.Reason);
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    private void Write(PassedOver passedOver)
    {
        _writer.WriteStartObject();
        _writer.WriteString("reason"u8, passedOver.Reason);
        _writer.WriteNumber("count"u8, passedOver.Count);
        _writer.WriteStartArray("accounts"u8);
        foreach (var account in passedOver.Accounts)
        {
            _writer.WriteStringValue(account);
        }

        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

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

        WriteText("evidence"u8, attempt.Evidence);
        _writer.WriteString("action"u8, attempt.Action);
        WriteTime("wait"u8, attempt.Wait);
        WriteTime("duration"u8, attempt.Duration);
        _writer.WriteEndObject();
    }

    private void WriteText(ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            _writer.WriteString(name, text);
        }
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
