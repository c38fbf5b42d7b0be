using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Reads along chat completion chunks and the chunks of legacy completions. Ordinary deltas cost a few byte searches.</summary>
internal sealed class OpenAIChatStreamTap : IStreamTap
{
    private readonly ArrayBufferWriter<byte> _usage = new();

    public TokenUsage Usage => _usage.WrittenCount == 0 ? TokenUsage.Unknown : OpenAIChatUsage.Read(_usage.WrittenSpan);

    public Fault? Fault { get; private set; }

    public bool Completed { get; private set; }

    public string? ResponseId => null;

    public FrameKind Observe(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        if (data is not [(byte)'{', ..])
        {
            return ObserveMark(data);
        }

        // Groq names the event as well; others only the member.
        if (eventType.SequenceEqual("error"u8) || JsonScan.Mentions(data, "\"error\""u8))
        {
            var fault = eventType.IsEmpty ? FaultReader.ReadEvent(data) : FaultReader.Read(0, data);
            if (fault is not null)
            {
                Fault = fault;
                return FrameKind.Error;
            }
        }

        var hasUsage = JsonScan.Mentions(data, "\"usage\""u8) && KeepUsage(data);
        if (JsonScan.Mentions(data, "\"finish_reason\""u8) && JsonScan.IsWhole(data))
        {
            Completed = true;
            return FrameKind.Terminal;
        }

        if (HasContent(data))
        {
            return FrameKind.Content;
        }

        return hasUsage && HasNoChoices(data) ? FrameKind.UsageOnly : FrameKind.Preamble;
    }

    private FrameKind ObserveMark(ReadOnlySpan<byte> data)
    {
        if (!data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8))
        {
            return FrameKind.Preamble;
        }

        Completed = true;
        return FrameKind.Terminal;
    }

    private bool KeepUsage(ReadOnlySpan<byte> data)
    {
        if (!OpenAIChatUsage.TryFind(data, out var usage))
        {
            return false;
        }

        _usage.ResetWrittenCount();
        _usage.Write(usage);
        return true;
    }

    private static bool HasContent(ReadOnlySpan<byte> data)
    {
        var rest = data;
        while (JsonScan.TryNext(ref rest, "\"delta\""u8, out var delta))
        {
            if (DeltaSays(delta))
            {
                return true;
            }
        }

        // Legacy completions carry their text beside the index.
        return data.IndexOf("\"text_completion\""u8) >= 0 && JsonScan.Mentions(data, "\"text\""u8);
    }

    /// <summary>True where a delta holds more than a role and empty values.</summary>
    private static bool DeltaSays(ReadOnlySpan<byte> delta)
    {
        try
        {
            // Not final: the delta is followed by the rest of its chunk.
            var reader = new Utf8JsonReader(delta, isFinalBlock: false, new JsonReaderState(JsonScan.Options));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isCeremony = reader.ValueTextEquals("role"u8) || reader.ValueTextEquals("name"u8);
                if (!reader.Read())
                {
                    return false;
                }

                if (!isCeremony && Says(ref reader))
                {
                    return true;
                }

                if (!reader.TrySkip())
                {
                    return false;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Malformed: it says nothing that could be counted on.
        }

        return false;
    }

    /// <summary>True for a text, and for an array or object with something in it; the reader may move into it.</summary>
    private static bool Says(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.ValueSpan.Length > 0,
        JsonTokenType.StartArray => reader.Read() && reader.TokenType != JsonTokenType.EndArray,
        JsonTokenType.StartObject => reader.Read() && reader.TokenType != JsonTokenType.EndObject,
        _ => false,
    };

    private static bool HasNoChoices(ReadOnlySpan<byte> data) =>
        !JsonScan.TryFind(data, "choices"u8, out var choices)
        || choices[0] != (byte)'['
        || choices[1..].TrimStart(" \t\r\n"u8) is [(byte)']', ..];
}
