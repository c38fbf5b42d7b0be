using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>
/// Writes the event ladder of a streamed response. An item's closing rungs wait for the next event: only then is it known whether the
/// answer was cut inside of it. The final response object is written at the end, when usage is known.
/// </summary>
internal sealed class OpenAIResponsesStreamWriter : IStreamWriter
{
    private readonly OpenAIResponsesFrames _frames = new();
    private readonly OpenAIResponsesLadder _ladder;
    private readonly OpenAIResponsesResource _resource;
    private readonly bool _showsReasoning;
    private readonly bool _showsLogprobs;
    private readonly Dictionary<int, OpenAIResponsesOutput> _open = [];
    private readonly HashSet<int> _images = [];
    private readonly LossList _losses = new();
    private (int Block, OpenAIResponsesOutput? Item) _last = (-1, null);
    private OpenAIResponsesOutput? _ended;
    private StreamEvent.Finished? _finished;
    private Fault? _fault;
    private bool _started;
    private bool _lostLogprobs;

    internal OpenAIResponsesStreamWriter(AnswerContext context)
    {
        _ladder = new OpenAIResponsesLadder(_frames);
        _resource = new OpenAIResponsesResource(context);
        _showsReasoning = context.Request.Reasoning?.Show != false;
        _showsLogprobs = context.Request.Sampling.Logprobs == true;
    }

    /// <summary>The response object that the stream amounts to.</summary>
    internal OpenAIResponsesResource Resource => _resource;

    /// <summary>How the answer ended: the response's status, why it is incomplete, and what failed.</summary>
    internal (string Status, string? Incomplete, Fault? Fault) Ending => _fault is not null
        ? ("failed", null, _fault)
        : OpenAIResponsesStopReasons.IncompleteOf(_finished?.Reason ?? StopReason.EndTurn) is { } reason ? ("incomplete", reason, null) : ("completed", null, null);

    public void Write(StreamEvent streamEvent, IBufferWriter<byte> output)
    {
        if (streamEvent is StreamEvent.UsageReported report)
        {
            _resource.Usage = report.Usage;
            return;
        }

        if (_finished is not null || _fault is not null)
        {
            return;
        }

        if (streamEvent is StreamEvent.Started started)
        {
            Start(started.Model, output);
            return;
        }

        Start("", output);
        if (_ended is not null && streamEvent is not StreamEvent.Finished)
        {
            CloseEnded(isWhole: true, output);
        }

        WriteContent(streamEvent, output);
    }

    public LossReport Complete(IBufferWriter<byte> output)
    {
        if (_finished is null && _fault is null)
        {
            Start("", output);
            Fail(new Fault { Kind = FaultKind.Network, Message = "The provider's stream broke off before its end." }, output);
        }
        else if (_fault is null)
        {
            var (status, incomplete, _) = Ending;
            WriteResponse(incomplete is null ? "response.completed"u8 : "response.incomplete"u8, status, incomplete, null, output);
        }

        return _losses.ToReport();
    }

    public void Dispose() => _frames.Dispose();

    private void WriteContent(StreamEvent streamEvent, IBufferWriter<byte> output)
    {
        switch (streamEvent)
        {
            case StreamEvent.TextDelta delta when Find(delta.Block) is { } item:
                Add(item, delta.Text, output);
                break;
            case StreamEvent.ArgumentsDelta delta when Find(delta.Block) is { } item:
                Add(item, delta.Json, output);
                break;
            case StreamEvent.BlockStarted block:
                StartBlock(block, output);
                break;
            case StreamEvent.BlockEnded end when Find(end.Block) is { } item:
                item.Signature = end.Signature ?? item.Signature;
                _open.Remove(end.Block);
                (_last, _ended) = ((-1, null), item);
                break;
            case StreamEvent.CitationAdded added when Find(added.Block) is { } item:
                Cite(item, added.Citation, output);
                break;
            case StreamEvent.LogprobsAdded added when _showsLogprobs && Find(added.Block) is { Kind: BlockKind.Text } item:
                _ladder.AddTokens(item, added.Tokens, output);
                break;
            case StreamEvent.LogprobsAdded added when _showsLogprobs && Find(added.Block) is { Kind: BlockKind.Refusal } && !_lostLogprobs:
                _lostLogprobs = true;
                _losses.Dropped("logprobs of the refusal", "a response has them for its text only");
                break;
            case StreamEvent.MediaProduced produced:
                Show(produced, output);
                break;
            case StreamEvent.Opaque opaque:
                WriteOpaque(opaque, output);
                break;
            case StreamEvent.Finished finished:
                Finish(finished, output);
                break;
            case StreamEvent.Failed failed:
                Fail(failed.Fault, output);
                break;
            default:
                break;
        }
    }

    private void Start(string model, IBufferWriter<byte> output)
    {
        if (_started)
        {
            return;
        }

        _started = true;
        _resource.Model = model.Length > 0 ? model : _resource.Model;
        WriteResponse("response.created"u8, "in_progress", null, null, output);
        WriteResponse("response.in_progress"u8, "in_progress", null, null, output);
    }

    private void StartBlock(StreamEvent.BlockStarted block, IBufferWriter<byte> output)
    {
        if (block.Choice != 0)
        {
            _losses.Dropped($"choices[{block.Choice}]", "a response has one answer");
        }
        else if (block.Kind == BlockKind.Media)
        {
            // Whether it is a picture is told with its content.
            _images.Add(block.Block);
        }
        else if (!_open.ContainsKey(block.Block))
        {
            _ladder.Open(_open[block.Block] = _resource.Add(block), output);
        }
    }

    private OpenAIResponsesOutput? Find(int block)
    {
        if (_last.Block != block)
        {
            _last = (block, _open.GetValueOrDefault(block));
        }

        return _last.Item ?? (_last = (block, _open.GetValueOrDefault(block))).Item;
    }

    private void Add(OpenAIResponsesOutput item, string text, IBufferWriter<byte> output)
    {
        if (text.Length > 0 && (_showsReasoning || item.Kind is not (BlockKind.Reasoning or BlockKind.RedactedReasoning)))
        {
            _ladder.Add(item, text, output);
        }
    }

    private void Cite(OpenAIResponsesOutput item, Citation citation, IBufferWriter<byte> output)
    {
        if (citation.Url is null)
        {
            _losses.Dropped("citation", "a response cites web pages only; this source has no address");
        }
        else if (item.Kind == BlockKind.Text)
        {
            _ladder.Cite(item, citation, output);
        }
        else
        {
            item.Citations.Add(citation);
        }
    }

    private void Show(StreamEvent.MediaProduced produced, IBufferWriter<byte> output)
    {
        if (!_images.Remove(produced.Block) || _open.ContainsKey(produced.Block))
        {
            return;
        }

        if (produced.Media is not { Kind: MediaKind.Image, Base64: not null })
        {
            _losses.Dropped("media", "a response can only hold pictures, as bytes");
            return;
        }

        var item = _resource.Add(new StreamEvent.BlockStarted(produced.Block, BlockKind.Media));
        item.Media = produced.Media;
        _open[produced.Block] = item;
        _ladder.Open(item, output);
    }

    private void WriteOpaque(StreamEvent.Opaque opaque, IBufferWriter<byte> output)
    {
        if (opaque.Protocol != Protocol.OpenAIResponses)
        {
            _losses.Dropped("content", $"a response has no place for this piece of {opaque.Protocol.ToName()}");
            return;
        }

        _ladder.WriteWhole(_resource.Add(new StreamEvent.BlockStarted(-1, BlockKind.Text)), opaque.Json, output);
    }

    private void Finish(StreamEvent.Finished finished, IBufferWriter<byte> output)
    {
        if (finished.Choice != 0)
        {
            return;
        }

        if (finished.Reason == StopReason.Malformed)
        {
            CloseEnded(isWhole: true, output);
            Fail(new Fault { Kind = FaultKind.Upstream, Message = $"The model produced something its provider could not use ({finished.Native ?? "malformed"}). Send the request again." }, output);
            return;
        }

        CloseAll(OpenAIResponsesStopReasons.IncompleteOf(finished.Reason) is null, output);
        if (finished is { Reason: StopReason.Refusal, Explanation.Length: > 0 } && !_resource.Output.Any(static item => item.Kind == BlockKind.Refusal))
        {
            var refusal = _resource.Add(new StreamEvent.BlockStarted(-1, BlockKind.Refusal));
            _ladder.Open(refusal, output);
            _ladder.Add(refusal, finished.Explanation, output);
            _ladder.Close(refusal, isWhole: true, output);
        }

        _finished = finished;
    }

    // Where the answer was cut, it was cut inside of its last item.
    private void CloseAll(bool isWhole, IBufferWriter<byte> output)
    {
        var last = _resource.Output.Count - 1;
        foreach (var item in _open.Values.Append(_ended).OfType<OpenAIResponsesOutput>().OrderBy(static item => item.Index).ToList())
        {
            _ladder.Close(item, isWhole || item.Index != last, output);
        }

        _open.Clear();
        _ended = null;
    }

    private void CloseEnded(bool isWhole, IBufferWriter<byte> output)
    {
        if (_ended is { } item)
        {
            _ended = null;
            _ladder.Close(item, isWhole, output);
        }
    }

    private void Fail(Fault fault, IBufferWriter<byte> output)
    {
        _fault = fault;
        var json = _frames.Begin("error"u8);

        // The official types are flat, recorded events nest their members: both stand.
        json.WriteString("code"u8, OpenAIErrors.CodeOf(fault));
        json.WriteString("message"u8, fault.Message);
        json.WriteString("param"u8, fault.Param);
        json.WriteStartObject("error"u8);
        OpenAIErrors.WriteMembers(fault, json);
        json.WriteEndObject();
        _frames.End("error"u8, output);
        WriteResponse("response.failed"u8, "failed", null, fault, output);
    }

    private void WriteResponse(ReadOnlySpan<byte> type, string status, string? incomplete, Fault? fault, IBufferWriter<byte> output)
    {
        var json = _frames.Begin(type);
        json.WritePropertyName("response"u8);
        _resource.Write(json, status, incomplete, fault);
        _frames.End(type, output);
    }
}
