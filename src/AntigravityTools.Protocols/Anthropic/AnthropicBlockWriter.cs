using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Writes one content block after the other. A text block opens with its first text, so that none is empty.</summary>
internal sealed class AnthropicBlockWriter(AnswerContext context)
{
    private readonly StringBuilder _query = new();
    private readonly ImmutableArray<Citation>.Builder _results = ImmutableArray.CreateBuilder<Citation>();
    private StreamEvent.BlockStarted? _block;
    private int _index = -1;
    private bool _isOpen;
    private bool _thinkingIsOver;

    internal LossList Losses { get; } = new();

    /// <summary>The words that the model refused with; null where it did not.</summary>
    internal string? Refusal { get; private set; }

    private bool Hidden => context.Request.Reasoning?.Show == false;

    internal void Start(StreamEvent.BlockStarted started, IBufferWriter<byte> output)
    {
        if (started is { Kind: BlockKind.ToolCall or BlockKind.CustomToolCall, Signature: { } signature })
        {
            CarrySignature(signature, output);
        }

        Flush(output);
        _block = started;
        _query.Clear();
        _results.Clear();
        switch (started.Kind)
        {
            case BlockKind.Reasoning when !Hidden:
                OpenThinking(output);
                break;
            case BlockKind.ToolCall or BlockKind.CustomToolCall:
                Begin(output);
                JsonText.Append(output, "{\"type\":\"tool_use\",\"id\":"u8);
                JsonText.Write(output, AnthropicIds.Call(started.ToolCallId, context, _index));
                JsonText.Append(output, ",\"name\":"u8);
                JsonText.Write(output, ToolNaming.Flatten(started.Namespace, started.ToolName, ToolNameRule.Anthropic));
                JsonText.Append(output, ",\"input\":{}}}\n\n"u8);
                break;
        }
    }

    internal void Text(string text, IBufferWriter<byte> output)
    {
        switch (_block?.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal when text.Length > 0:
                Refusal = _block.Kind == BlockKind.Refusal ? Refusal + text : Refusal;
                OpenText(output);
                Delta("{\"type\":\"text_delta\",\"text\":"u8, text, output);
                break;
            case BlockKind.Reasoning when text.Length > 0 && !Hidden:
                Delta("{\"type\":\"thinking_delta\",\"thinking\":"u8, text, output);
                break;
            case BlockKind.WebSearch or BlockKind.CustomToolCall:
                _query.Append(text);
                break;
        }
    }

    internal void Arguments(string fragment, IBufferWriter<byte> output)
    {
        if (fragment.Length > 0 && _block?.Kind == BlockKind.ToolCall)
        {
            Delta("{\"type\":\"input_json_delta\",\"partial_json\":"u8, fragment, output);
        }
    }

    internal void Cite(Citation citation, IBufferWriter<byte> output)
    {
        if (_block?.Kind == BlockKind.WebSearch)
        {
            _results.Add(citation);
            return;
        }

        if (_block?.Kind != BlockKind.Text)
        {
            return;
        }

        OpenText(output);
        WriteDelta(output, json =>
        {
            json.WriteString("type"u8, "citations_delta"u8);
            json.WritePropertyName("citation"u8);
            AnthropicCitations.WriteLocation(json, citation);
        });
    }

    internal void Show(Part.Media media, IBufferWriter<byte> output)
    {
        Losses.Approximated($"{media.Kind} of the answer", "a message of Anthropic's holds no media; a note stands for it");
        OpenText(output);
        Delta("{\"type\":\"text_delta\",\"text\":"u8, $"[The model made a {media.Kind} ({media.MediaType}) that this protocol can not carry.]", output);
    }

    internal void End(string? signature, IBufferWriter<byte> output)
    {
        switch (_block?.Kind)
        {
            case BlockKind.Reasoning when signature is not null:
                if (!_isOpen)
                {
                    OpenThinking(output);
                }

                Sign(signature, output);
                Close(output);
                break;
            case BlockKind.Reasoning:
                // The call that follows may bring the proof.
                _thinkingIsOver = _isOpen;
                break;
            case BlockKind.RedactedReasoning:
                Begin(output);
                JsonText.Append(output, "{\"type\":\"redacted_thinking\",\"data\":"u8);
                JsonText.Write(output, signature ?? "");
                JsonText.Append(output, "}}\n\n"u8);
                Close(output);
                break;
            case BlockKind.WebSearch:
                WriteSearch(output);
                break;
            case BlockKind.CustomToolCall:
                WriteInput("{\"input\":"u8, output);
                Close(output);
                break;
            default:
                Close(output);
                break;
        }

        _block = null;
    }

    /// <summary>Closes thinking that was kept open.</summary>
    internal void Flush(IBufferWriter<byte> output)
    {
        if (_thinkingIsOver)
        {
            _thinkingIsOver = false;
            Sign(OpaqueMark.Unproven, output);
            Close(output);
        }
    }

    private void CarrySignature(string signature, IBufferWriter<byte> output)
    {
        if (!_thinkingIsOver)
        {
            OpenThinking(output);
        }

        Sign(signature, output);
        _thinkingIsOver = false;
        Close(output);
    }

    private void OpenThinking(IBufferWriter<byte> output)
    {
        Begin(output);
        JsonText.Append(output, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}\n\n"u8);
    }

    private void OpenText(IBufferWriter<byte> output)
    {
        if (!_isOpen)
        {
            Begin(output);
            JsonText.Append(output, "{\"type\":\"text\",\"text\":\"\"}}\n\n"u8);
        }
    }

    private void WriteSearch(IBufferWriter<byte> output)
    {
        Begin(output);
        var id = AnthropicIds.Search(_block!.ToolCallId, context, _index);
        JsonText.Append(output, "{\"type\":\"server_tool_use\",\"id\":"u8);
        JsonText.Write(output, id);
        JsonText.Append(output, ",\"name\":\"web_search\",\"input\":{}}}\n\n"u8);
        WriteInput("{\"query\":"u8, output);
        Close(output);
        Begin(output);
        var data = new ArrayBufferWriter<byte>(256);
        using (var json = JsonWriters.Open(data))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "web_search_tool_result"u8);
            json.WriteString("tool_use_id"u8, id);
            AnthropicCitations.WriteResults(json, _results.ToImmutable());
            json.WriteEndObject();
        }

        JsonText.Append(output, data.WrittenSpan);
        JsonText.Append(output, "}\n\n"u8);
        Close(output);
    }

    private void WriteInput(ReadOnlySpan<byte> head, IBufferWriter<byte> output)
    {
        var input = new ArrayBufferWriter<byte>(_query.Length + 16);
        JsonText.Append(input, head);
        JsonText.Write(input, _query.ToString());
        JsonText.Append(input, "}"u8);
        Delta("{\"type\":\"input_json_delta\",\"partial_json\":"u8, Encoding.UTF8.GetString(input.WrittenSpan), output);
    }

    private void Sign(string signature, IBufferWriter<byte> output) => Delta("{\"type\":\"signature_delta\",\"signature\":"u8, signature, output);

    private void Begin(IBufferWriter<byte> output)
    {
        _isOpen = true;
        _index++;
        JsonText.Append(output, "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":"u8);
        JsonText.Write(output, _index);
        JsonText.Append(output, ",\"content_block\":"u8);
    }

    private void Close(IBufferWriter<byte> output)
    {
        if (!_isOpen)
        {
            return;
        }

        _isOpen = false;
        JsonText.Append(output, "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":"u8);
        JsonText.Write(output, _index);
        JsonText.Append(output, "}\n\n"u8);
    }

    private void Delta(ReadOnlySpan<byte> head, string text, IBufferWriter<byte> output)
    {
        JsonText.Append(output, "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":"u8);
        JsonText.Write(output, _index);
        JsonText.Append(output, ",\"delta\":"u8);
        JsonText.Append(output, head);
        JsonText.Write(output, text);
        JsonText.Append(output, "}}\n\n"u8);
    }

    private void WriteDelta(IBufferWriter<byte> output, Action<Utf8JsonWriter> write)
    {
        var data = new ArrayBufferWriter<byte>(256);
        using (var json = JsonWriters.Open(data))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "content_block_delta"u8);
            json.WriteNumber("index"u8, _index);
            json.WriteStartObject("delta"u8);
            write(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        SseFrameWriter.Write(output, "content_block_delta"u8, data.WrittenSpan);
    }
}
