using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Numbers a stream's events and frames them. Deltas go straight into the output, the rest through one JSON writer that is used again.</summary>
internal sealed class OpenAIResponsesFrames : IDisposable
{
    private readonly ArrayBufferWriter<byte> _body = new(1024);
    private readonly ArrayBufferWriter<byte> _escaped = new(128);
    private readonly Utf8JsonWriter _json;
    private long _sequence;

    internal OpenAIResponsesFrames() => _json = JsonWriters.Open(_body);

    /// <summary>Opens an event: its type and number stand, its own members follow.</summary>
    internal Utf8JsonWriter Begin(ReadOnlySpan<byte> type)
    {
        _body.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
        _json.WriteNumber("sequence_number"u8, _sequence++);
        return _json;
    }

    /// <summary>Opens an event about an item.</summary>
    internal Utf8JsonWriter Begin(ReadOnlySpan<byte> type, OpenAIResponsesOutput item)
    {
        var json = Begin(type);
        json.WriteString("item_id"u8, item.IdBytes);
        json.WriteNumber("output_index"u8, item.Index);
        return json;
    }

    /// <summary>Closes the event and frames it.</summary>
    internal void End(ReadOnlySpan<byte> type, IBufferWriter<byte> output)
    {
        _json.WriteEndObject();
        _json.Flush();
        SseFrameWriter.Write(output, type, _body.WrittenSpan);
    }

    /// <summary>Writes an event that has no members of its own.</summary>
    internal void Write(ReadOnlySpan<byte> type, OpenAIResponsesOutput item, IBufferWriter<byte> output)
    {
        Begin(type, item);
        End(type, output);
    }

    /// <summary>Writes a JSON value of its own, for an item that is kept.</summary>
    internal byte[] Build<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        _body.ResetWrittenCount();
        _json.Reset();
        write(_json, state);
        _json.Flush();
        return _body.WrittenSpan.ToArray();
    }

    /// <summary>Writes a delta, and keeps its text with the item.</summary>
    internal void WriteDelta(ReadOnlySpan<byte> type, OpenAIResponsesOutput item, ReadOnlySpan<byte> place, string text, ReadOnlySpan<byte> rest, IBufferWriter<byte> output)
    {
        _escaped.ResetWrittenCount();
        JsonText.Write(_escaped, text);
        var quoted = _escaped.WrittenSpan;
        item.Append(quoted[1..^1], text.Length);

        output.Write("event: "u8);
        output.Write(type);
        output.Write("\ndata: {\"type\":\""u8);
        output.Write(type);
        output.Write("\",\"sequence_number\":"u8);
        WriteNumber(_sequence++, output);
        output.Write(",\"item_id\":\""u8);
        output.Write(item.IdBytes);
        output.Write("\",\"output_index\":"u8);
        WriteNumber(item.Index, output);
        output.Write(place);
        output.Write(",\"delta\":"u8);
        output.Write(quoted);
        output.Write(rest);
        output.Write("}\n\n"u8);
    }

    public void Dispose() => _json.Dispose();

    private static void WriteNumber(long number, IBufferWriter<byte> output)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(20), out var length);
        output.Advance(length);
    }
}
