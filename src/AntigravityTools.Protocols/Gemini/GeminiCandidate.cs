using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>One candidate of a streamed answer: which block is open, what was said, what is held back until its end.</summary>
internal sealed class GeminiCandidate(int index, BlockCounter blocks)
{
    private readonly GeminiTextMap _text = new();
    private BlockKind? _open;
    private int _block;
    private string? _signature;
    private GeminiPartialArguments? _partial;
    private byte[] _grounding = [];
    private byte[] _citations = [];
    private int _calls;

    internal int Index => index;

    internal bool Calls => _calls > 0;

    /// <summary>True once something was said.</summary>
    internal bool Produced { get; private set; }

    internal bool Finished { get; private set; }

    /// <summary>Text or a thought; an empty one may carry the signature of what came before.</summary>
    internal void Say(string text, bool thought, string? signature, List<StreamEvent> events)
    {
        if (text.Length == 0 && signature is null)
        {
            return;
        }

        var kind = thought ? BlockKind.Reasoning : BlockKind.Text;
        if (_open != kind)
        {
            Close(events);
            Open(kind, events);
        }

        _signature = signature ?? _signature;
        if (text.Length > 0)
        {
            Produced = true;
            events.Add(new StreamEvent.TextDelta(_block, text));
            if (!thought)
            {
                _text.Add(_block, text);
            }
        }
    }

    /// <summary>A call, whole or its first piece; a call still open is over.</summary>
    /// <param name="call">What the part says of it.</param>
    /// <param name="seed">What makes minted ids differ from turn to turn.</param>
    /// <param name="signature">The part's signature.</param>
    /// <param name="events">Takes what it means.</param>
    internal bool Call(in GeminiCallPart call, string seed, string? signature, List<StreamEvent> events)
    {
        if (call.Name is not { Length: > 0 } name)
        {
            return Continue(call, signature, events);
        }

        Close(events);
        var id = call.Id is { Length: > 0 } given ? given : GeminiCallIds.Mint(seed, (index * 1000) + _calls, name, "");
        _calls++;
        Produced = true;
        _block = blocks.Next();
        _open = BlockKind.ToolCall;
        _signature = signature;
        events.Add(new StreamEvent.BlockStarted(_block, BlockKind.ToolCall, id, name) { Choice = index, Signature = signature });
        if (call.WillContinue || call.HasPieces)
        {
            _partial = new GeminiPartialArguments();
            return Continue(call, signature, events);
        }

        EndCall(call.Arguments.IsEmpty ? "{}" : Encoding.UTF8.GetString(GeminiArguments.Compact(call.Arguments)), events);
        return true;
    }

    /// <summary>A picture or sound, whole.</summary>
    internal void Show(Part.Media media, List<StreamEvent> events)
    {
        Close(events);
        Produced = true;
        Open(BlockKind.Media, events);
        events.Add(new StreamEvent.MediaProduced(_block, media));
        Close(events);
    }

    /// <summary>The log probabilities of the tokens of the text that is open.</summary>
    internal void AddLogprobs(ReadOnlySpan<byte> result, List<StreamEvent> events)
    {
        if (_open == BlockKind.Text && !result.IsEmpty && GeminiLogprobs.Read(result) is { IsAbsent: false } tokens)
        {
            events.Add(new StreamEvent.LogprobsAdded(_block, tokens));
        }
    }

    /// <summary>Sources come before or with the end; the last ones that name any count.</summary>
    internal void Ground(ReadOnlySpan<byte> grounding) => _grounding = grounding.Length > 2 ? grounding.ToArray() : _grounding;

    internal void Cite(ReadOnlySpan<byte> citations) => _citations = citations.Length > 2 ? citations.ToArray() : _citations;

    /// <summary>Ends the candidate: blocks first, then the stop.</summary>
    internal void Finish(string native, string? explanation, List<StreamEvent> events)
    {
        EndPartial(events);
        var (sources, supports) = _grounding.Length > 0 ? GeminiGrounding.Read(_grounding, _text) : ([], []);
        if (_open == BlockKind.Text)
        {
            foreach (var citation in supports.AddRange(_citations.Length > 0 ? GeminiGrounding.ReadCitations(_citations, _text) : []))
            {
                events.Add(new StreamEvent.CitationAdded(_block, citation));
            }
        }

        Close(events);
        var queries = GeminiGrounding.Queries(_grounding);
        if (queries is not null || sources.Length > 0)
        {
            _block = blocks.Next();
            events.Add(new StreamEvent.BlockStarted(_block, BlockKind.WebSearch, GeminiCallIds.Mint("search", index, "googleSearch", queries ?? "")) { Choice = index });
            events.Add(new StreamEvent.TextDelta(_block, queries ?? ""));
            foreach (var source in sources)
            {
                events.Add(new StreamEvent.CitationAdded(_block, source));
            }

            events.Add(new StreamEvent.BlockEnded(_block));
        }

        Finished = true;
        events.Add(new StreamEvent.Finished(GeminiStopReasons.Read(native, Calls), native) { Choice = index, Explanation = explanation });
    }

    private bool Continue(in GeminiCallPart call, string? signature, List<StreamEvent> events)
    {
        if (_partial is not { } partial)
        {
            return true;
        }

        _signature = signature ?? _signature;
        if (call.HasPieces)
        {
            var pieces = call.Pieces;
            if (!partial.Apply(ref pieces))
            {
                return false;
            }
        }

        if (!call.Arguments.IsEmpty)
        {
            _partial = null;
            EndCall(Encoding.UTF8.GetString(GeminiArguments.Compact(call.Arguments)), events);
        }
        else if (!call.WillContinue)
        {
            EndPartial(events);
        }

        return true;
    }

    private void EndPartial(List<StreamEvent> events)
    {
        if (_partial is { } partial)
        {
            _partial = null;
            EndCall(Encoding.UTF8.GetString(partial.ToJson()), events);
        }
    }

    private void EndCall(string arguments, List<StreamEvent> events)
    {
        events.Add(new StreamEvent.ArgumentsDelta(_block, arguments));
        End(events);
    }

    private void Open(BlockKind kind, List<StreamEvent> events)
    {
        _block = blocks.Next();
        _open = kind;
        _signature = null;
        events.Add(new StreamEvent.BlockStarted(_block, kind) { Choice = index });
    }

    private void Close(List<StreamEvent> events)
    {
        EndPartial(events);
        if (_open is not null)
        {
            End(events);
        }
    }

    private void End(List<StreamEvent> events)
    {
        events.Add(new StreamEvent.BlockEnded(_block, _signature));
        (_open, _signature) = (null, null);
    }
}
