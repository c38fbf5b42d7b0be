using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// Reads <c>GenerateContentResponse</c> chunks, bare or in Code Assist's envelope (protocols.md §1.5, §3.1–3.17). A chunk's parts come
/// first, then its usage, then the stops.
/// </summary>
internal sealed class GeminiStreamReader : IStreamReader
{
    private readonly BlockCounter _blocks = new();
    private readonly List<GeminiCandidate> _candidates = [];
    private readonly List<(GeminiCandidate Candidate, string Reason, string? Explanation)> _ending = [];
    private readonly ArrayBufferWriter<byte> _rawUsage = new();
    private GeminiCounts _counts;
    private (string Reason, string? Explanation)? _blocked;
    private string _seed = "";
    private bool _started;
    private bool _failed;
    private bool _ended;

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        if (_failed || data.SequenceEqual("[DONE]"u8))
        {
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(data, JsonScan.Options);
            reader.Read();
            JsonRead.ExpectObject(ref reader, "chunk");
            ReadChunk(ref reader, data, events);
            if (!_failed)
            {
                End(events);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FieldException)
        {
            Fail(new Fault { Kind = FaultKind.Upstream, Message = "The provider sent a chunk that can not be read as JSON." }, events);
        }
    }

    public void Complete(EndOfInput how, List<StreamEvent> events)
    {
        if (!_failed && (!_ended || _candidates.Exists(candidate => !candidate.Finished)))
        {
            ReportWhole(events);
            Fail(new Fault { Kind = FaultKind.Network, Message = "The provider's stream broke off before its end." }, events);
        }
    }

    private void ReadChunk(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        while (!_failed && JsonRead.NextMember(ref reader))
        {
            if (Is(ref reader, "candidates"u8, "candidates"u8))
            {
                reader.Read();
                Start(data, events);
                ReadCandidates(ref reader, data, events);
            }
            else if (Is(ref reader, "usageMetadata"u8, "usage_metadata"u8))
            {
                reader.Read();
                Start(data, events);
                ReadUsage(ref reader, data, events);
            }
            else if (Is(ref reader, "promptFeedback"u8, "prompt_feedback"u8))
            {
                reader.Read();
                Start(data, events);
                _blocked = ReadReason(ref reader, "blockReason", "blockReasonMessage") ?? _blocked;
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String)
                {
                    Fail(GeminiFaults.Read(0, data), events);
                }

                reader.Skip();
            }
            else if (reader.ValueTextEquals("response"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadChunk(ref reader, data, events);
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void Start(ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        if (_started)
        {
            return;
        }

        _started = true;
        var id = Find(data, "responseId"u8, "response_id"u8) ?? JsonScan.Text(data, "traceId"u8) ?? "";

        // Minted ids differ from answer to answer, also where the provider gives the answer no id.
        _seed = id.Length > 0 ? id : ShortId.Hash(Encoding.UTF8.GetString(data));
        events.Add(new StreamEvent.Started(id, Find(data, "modelVersion"u8, "model_version"u8) ?? ""));
    }

    private static string? Find(ReadOnlySpan<byte> data, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) =>
        JsonScan.Text(data, camel) ?? JsonScan.Text(data, snake)
        ?? (JsonScan.TryFind(data, "response"u8, out var inner) ? JsonScan.Text(inner, camel) ?? JsonScan.Text(inner, snake) : null);

    private void ReadCandidates(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        for (var place = 0; !_failed && JsonRead.NextElement(ref reader); place++)
        {
            JsonRead.ExpectObject(ref reader, "candidate");
            ReadCandidate(ref reader, place, data, events);
        }
    }

    private void ReadCandidate(ref Utf8JsonReader reader, int place, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        var fields = GeminiCandidateFields.Read(ref reader, place);
        var candidate = CandidateOf(fields.Index);
        if (candidate.Finished)
        {
            return;
        }

        var content = fields.Content;
        if (content.TokenType == JsonTokenType.StartObject && !GeminiStreamParts.Read(ref content, data, candidate, _seed, events))
        {
            Fail(new Fault { Kind = FaultKind.Upstream, Message = "The provider streamed a call's arguments under a path that can not be followed." }, events);
            return;
        }

        candidate.AddLogprobs(data[fields.Logprobs], events);
        candidate.Ground(data[fields.Grounding]);
        candidate.Cite(data[fields.Citations]);
        if (fields.Reason is { Length: > 0 } reason and not "FINISH_REASON_UNSPECIFIED" && !_ending.Exists(end => end.Candidate == candidate))
        {
            _ending.Add((candidate, reason, fields.Message));
        }
    }

    private GeminiCandidate CandidateOf(int index)
    {
        foreach (var known in _candidates)
        {
            if (known.Index == index)
            {
                return known;
            }
        }

        var candidate = new GeminiCandidate(index, _blocks);
        _candidates.Add(candidate);
        return candidate;
    }

    // Numbers are reported as they change; their text only at the end.
    private void ReadUsage(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var counts = GeminiCounts.Read(ref reader);
        if (!counts.Counts)
        {
            return;
        }

        _rawUsage.ResetWrittenCount();
        _rawUsage.Write(data[start..(int)reader.BytesConsumed]);
        if (_ended)
        {
            ReportWhole(events);
        }
        else if (counts != _counts && _ending.Count == 0)
        {
            events.Add(new StreamEvent.UsageReported(counts.ToUsage(raw: null)));
        }

        _counts = counts;
    }

    private void ReportWhole(List<StreamEvent> events)
    {
        if (_rawUsage.WrittenCount > 0)
        {
            events.Add(new StreamEvent.UsageReported(GeminiUsage.Read(_rawUsage.WrittenSpan)));
        }
    }

    private void End(List<StreamEvent> events)
    {
        if (_blocked is { } blocked && _candidates.Count == 0 && !_ended)
        {
            _ended = true;
            ReportWhole(events);
            events.Add(new StreamEvent.Finished(StopReason.Refusal, blocked.Reason)
            {
                Explanation = blocked.Explanation ?? $"The provider blocked the prompt: {blocked.Reason}.",
            });
            return;
        }

        if (_ending.Count == 0)
        {
            return;
        }

        _ended = true;
        ReportWhole(events);
        foreach (var (candidate, reason, message) in _ending)
        {
            var kind = GeminiStopReasons.Read(reason, calls: false);
            if (kind == StopReason.Malformed && !_candidates.Exists(one => one.Produced))
            {
                Fail(new Fault { Kind = FaultKind.Upstream, Type = reason, Message = message ?? $"The model gave no usable answer ({reason}). Try again." }, events);
                return;
            }

            var explains = kind is StopReason.Refusal or StopReason.Malformed;
            candidate.Finish(reason, message ?? (explains ? $"The provider stopped the answer: {reason}." : null), events);
        }

        _ending.Clear();
    }

    private static (string Reason, string? Explanation)? ReadReason(ref Utf8JsonReader reader, string reasonName, string messageName)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        string? reason = null, message = null;
        while (JsonRead.NextMember(ref reader))
        {
            var name = CamelCase.Of(reader.GetString()!);
            reader.Read();
            reason = name == reasonName ? JsonRead.Text(ref reader, name) : reason;
            message = name == messageName ? JsonRead.Text(ref reader, name) : message;
            reader.Skip();
        }

        return reason is { Length: > 0 } ? (reason, message) : null;
    }

    private void Fail(Fault fault, List<StreamEvent> events)
    {
        _failed = true;
        events.Add(new StreamEvent.Failed(fault));
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) =>
        reader.ValueTextEquals(camel) || reader.ValueTextEquals(snake);
}
