using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>
/// Writes chat completion chunks (or those of legacy completions): role first, then deltas, the finish reason, usage where it was asked for,
/// <c>[DONE]</c>. An error ends the stream without <c>[DONE]</c>.
/// </summary>
internal sealed class OpenAIChatStreamWriter(AnswerContext context) : IStreamWriter
{
    private readonly Dictionary<int, OpenAIChatOpenBlock> _blocks = [];
    private readonly HashSet<int> _opened = [];
    private readonly Dictionary<int, int> _calls = [];
    private readonly LossList _losses = new();
    private readonly bool _legacy = context.Operation == Operation.Complete;
    private byte[] _head = [];
    private TokenUsage _usage = TokenUsage.Unknown;
    private bool _finished;
    private bool _failed;

    public void Write(StreamEvent streamEvent, IBufferWriter<byte> output)
    {
        if (_failed)
        {
            return;
        }

        switch (streamEvent)
        {
            case StreamEvent.Started started:
                Open(started.Id, started.Model);
                break;
            case StreamEvent.BlockStarted started:
                Start(started, output);
                break;
            case StreamEvent.TextDelta delta when _blocks.TryGetValue(delta.Block, out var block):
                Say(block, delta.Text, output);
                break;
            case StreamEvent.ArgumentsDelta delta when _blocks.TryGetValue(delta.Block, out var block):
                WriteArguments(block, delta.Json, output);
                break;
            case StreamEvent.CitationAdded added when _blocks.TryGetValue(added.Block, out var block):
                Cite(block, added.Citation, output);
                break;
            case StreamEvent.LogprobsAdded added when !_legacy && context.Request.Sampling.Logprobs == true && _blocks.TryGetValue(added.Block, out var block):
                Begin(block.Choice, output);
                OpenAIChatLogprobs.Write(output, added.Tokens, block.Kind == BlockKind.Refusal);
                Close(output);
                break;
            case StreamEvent.MediaProduced produced when _blocks.TryGetValue(produced.Block, out var block):
                Show(block, produced.Media, output);
                break;
            case StreamEvent.UsageReported report:
                _usage = report.Usage;
                break;
            case StreamEvent.Finished finished:
                Finish(finished, output);
                break;
            case StreamEvent.Failed failed:
                _failed = true;
                OpenAIChatFaults.WriteToStream(failed.Fault, StreamForm.Sse, context.RequestId, output);
                break;
        }
    }

    public LossReport Complete(IBufferWriter<byte> output)
    {
        if (!_failed && !_finished)
        {
            _failed = true;
            OpenAIChatFaults.WriteToStream(
                new Fault { Kind = FaultKind.Network, Message = "The provider's stream broke off before its end." }, StreamForm.Sse, context.RequestId, output);
        }

        if (!_failed)
        {
            if (context.Request.IncludeUsage && (_usage.Input ?? _usage.Output) is not null)
            {
                JsonText.Append(output, Head);
                JsonText.Append(output, "\"choices\":[],\"usage\":"u8);
                OpenAIChatUsageWriter.Write(output, _usage);
                JsonText.Append(output, "}\n\n"u8);
            }

            JsonText.Append(output, "data: [DONE]\n\n"u8);
        }

        return _losses.ToReport();
    }

    public void Dispose()
    {
        // Nothing is held beyond the managed heap; the contract leaves room for writers that rent.
    }

    private byte[] Head => _head.Length > 0 ? _head : Open("", "");

    private byte[] Open(string id, string model) => _head = OpenAIChatHead.Of(context, id, model);

    private void Start(StreamEvent.BlockStarted started, IBufferWriter<byte> output)
    {
        var block = new OpenAIChatOpenBlock(started.Kind, started.Choice, 0);
        if (started.Kind is BlockKind.ToolCall or BlockKind.CustomToolCall)
        {
            _calls[started.Choice] = (_calls.TryGetValue(started.Choice, out var count) ? count : 0) + 1;
            block = block with { Call = _calls[started.Choice] - 1 };
            if (_legacy)
            {
                _losses.Dropped("tool call", "a legacy completion has no place for it");
            }
            else
            {
                WriteCall(block, started, output);
            }
        }
        else if (started.Kind == BlockKind.WebSearch)
        {
            _losses.Dropped("web search", "openai-chat shows its sources only");
        }

        _blocks[started.Block] = block;
    }

    private void WriteCall(OpenAIChatOpenBlock block, StreamEvent.BlockStarted started, IBufferWriter<byte> output)
    {
        var custom = started.Kind == BlockKind.CustomToolCall;
        Begin(block.Choice, output);
        JsonText.Append(output, "\"tool_calls\":[{\"index\":"u8);
        JsonText.Write(output, block.Call);
        JsonText.Append(output, ",\"id\":"u8);
        JsonText.Write(output, started.ToolCallId is { Length: > 0 } id ? id : $"call_{context.RequestId}_{block.Choice}_{block.Call}");
        JsonText.Append(output, custom ? ",\"type\":\"custom\",\"custom\":{\"name\":"u8 : ",\"type\":\"function\",\"function\":{\"name\":"u8);
        JsonText.Write(output, ToolNaming.Flatten(started.Namespace, started.ToolName, ToolNameRule.OpenAI));
        JsonText.Append(output, custom ? ",\"input\":\"\"}}]"u8 : ",\"arguments\":\"\"}}]"u8);
        End(output);
    }

    private void Say(OpenAIChatOpenBlock block, string text, IBufferWriter<byte> output)
    {
        if (text.Length == 0 || (block.Kind == BlockKind.Reasoning && (_legacy || context.Request.Reasoning?.Show == false)))
        {
            return;
        }

        if (block.Kind == BlockKind.CustomToolCall)
        {
            WriteFragment(block, ",\"custom\":{\"input\":"u8, text, output);
            return;
        }

        if (_legacy)
        {
            WriteLegacy(block.Choice, text, finish: null, output);
            return;
        }

        if (block.Kind is BlockKind.WebSearch)
        {
            return;
        }

        Begin(block.Choice, output);
        JsonText.Append(output, block.Kind switch
        {
            BlockKind.Reasoning => "\"reasoning_content\":"u8,
            BlockKind.Refusal => "\"refusal\":"u8,
            _ => "\"content\":"u8,
        });
        JsonText.Write(output, text);
        End(output);
    }

    private void WriteArguments(OpenAIChatOpenBlock block, string json, IBufferWriter<byte> output)
    {
        if (json.Length > 0 && !_legacy)
        {
            WriteFragment(block, ",\"function\":{\"arguments\":"u8, json, output);
        }
    }

    private void WriteFragment(OpenAIChatOpenBlock block, ReadOnlySpan<byte> field, string text, IBufferWriter<byte> output)
    {
        Begin(block.Choice, output);
        JsonText.Append(output, "\"tool_calls\":[{\"index\":"u8);
        JsonText.Write(output, block.Call);
        JsonText.Append(output, field);
        JsonText.Write(output, text);
        JsonText.Append(output, "}}]"u8);
        End(output);
    }

    private void Cite(OpenAIChatOpenBlock block, Citation citation, IBufferWriter<byte> output)
    {
        if (block.Kind != BlockKind.Text || _legacy || citation.Url is null)
        {
            return;
        }

        Begin(block.Choice, output);
        JsonText.Append(output, "\"annotations\":["u8);
        OpenAIChatAnnotations.Write(output, citation);
        JsonText.Append(output, "]"u8);
        End(output);
    }

    // De facto: OpenRouter's field for what a model draws.
    private void Show(OpenAIChatOpenBlock block, Part.Media media, IBufferWriter<byte> output)
    {
        if (media.Kind != MediaKind.Image || _legacy)
        {
            _losses.Dropped($"{media.Kind} of the answer", "openai-chat has no place for it in a stream");
            return;
        }

        Begin(block.Choice, output);
        JsonText.Append(output, "\"images\":[{\"type\":\"image_url\",\"image_url\":{\"url\":"u8);
        JsonText.Write(output, $"data:{media.MediaType};base64,{media.Base64}");
        JsonText.Append(output, "}}]"u8);
        End(output);
    }

    private void Finish(StreamEvent.Finished finished, IBufferWriter<byte> output)
    {
        _finished = true;
        var word = OpenAIChatStopReasons.Write(finished.Reason);
        if (_legacy)
        {
            WriteLegacy(finished.Choice, "", word == "tool_calls" ? "stop" : word, output);
            return;
        }

        if (finished is { Reason: StopReason.Refusal, Explanation: { Length: > 0 } why } && !_blocks.Values.Any(block => block.Kind == BlockKind.Refusal))
        {
            Begin(finished.Choice, output);
            JsonText.Append(output, "\"refusal\":"u8);
            JsonText.Write(output, why);
            End(output);
        }

        OpenRole(finished.Choice, output);
        JsonText.Append(output, Head);
        JsonText.Append(output, "\"choices\":[{\"index\":"u8);
        JsonText.Write(output, finished.Choice);
        JsonText.Append(output, ",\"delta\":{},\"logprobs\":null,\"finish_reason\":\""u8);
        JsonText.Append(output, Encoding.ASCII.GetBytes(word));
        JsonText.Append(output, "\"}]"u8);
        Close(output);
    }

    private void WriteLegacy(int choice, string text, string? finish, IBufferWriter<byte> output)
    {
        JsonText.Append(output, Head);
        OpenAICompletions.WriteChoice(output, choice, _opened.Add(choice) ? OpenAICompletions.EchoOf(context.Request) + text : text, finish);
        Close(output);
    }

    private void Begin(int choice, IBufferWriter<byte> output)
    {
        OpenRole(choice, output);
        JsonText.Append(output, Head);
        JsonText.Append(output, "\"choices\":[{\"index\":"u8);
        JsonText.Write(output, choice);
        JsonText.Append(output, ",\"delta\":{"u8);
    }

    private void End(IBufferWriter<byte> output)
    {
        JsonText.Append(output, "},\"logprobs\":null,\"finish_reason\":null}]"u8);
        Close(output);
    }

    private void Close(IBufferWriter<byte> output) =>
        JsonText.Append(output, context.Request.IncludeUsage ? ",\"usage\":null}\n\n"u8 : "}\n\n"u8);

    private void OpenRole(int choice, IBufferWriter<byte> output)
    {
        if (!_opened.Add(choice))
        {
            return;
        }

        JsonText.Append(output, Head);
        JsonText.Append(output, "\"choices\":[{\"index\":"u8);
        JsonText.Write(output, choice);
        JsonText.Append(output, ",\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null"u8);
        End(output);
    }
}
