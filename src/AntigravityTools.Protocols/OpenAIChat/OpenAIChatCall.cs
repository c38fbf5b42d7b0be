using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>A tool call as it builds up. It starts once its name is known to be whole: with its first argument, or at its end.</summary>
internal sealed class OpenAIChatCall
{
    private readonly StringBuilder _name = new();
    private string _waiting = "";
    private int _block = -1;
    private bool _ended;
    private bool _any;

    internal int Index { get; init; }

    internal string? Id { get; set; }

    internal string? Signature { get; set; }

    internal bool IsCustom { get; set; }

    /// <summary>True once arguments have come, so that another id at the same index is another call.</summary>
    internal bool IsWhole => _any;

    internal void ReadFunction(ref Utf8JsonReader reader)
    {
        while (JsonRead.NextMember(ref reader))
        {
            var field = reader.GetString();
            reader.Read();
            switch (field)
            {
                case "name" when reader.TokenType == JsonTokenType.String && _block < 0:
                    AddName(reader.GetString()!);
                    break;
                case "arguments" or "input" when reader.TokenType == JsonTokenType.String:
                    _waiting += LooseText.Read(ref reader);
                    break;
                case "arguments" when reader.TokenType == JsonTokenType.StartObject:
                    // Ollama's own servers have sent an object.
                    using (var document = JsonDocument.ParseValue(ref reader))
                    {
                        _waiting += document.RootElement.GetRawText();
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    internal void Emit(BlockCounter blocks, int choice, List<StreamEvent> events)
    {
        if (_waiting.Length == 0 || _ended || _name.Length == 0)
        {
            return;
        }

        Start(blocks, choice, events);
        events.Add(IsCustom ? new StreamEvent.TextDelta(_block, _waiting) : new StreamEvent.ArgumentsDelta(_block, _waiting));
        _any = true;
        _waiting = "";
    }

    internal void End(BlockCounter blocks, int choice, List<StreamEvent> events)
    {
        if (_ended || _name.Length == 0)
        {
            return;
        }

        Emit(blocks, choice, events);
        Start(blocks, choice, events);
        _ended = true;
        events.Add(new StreamEvent.BlockEnded(_block, Signature));
    }

    private void Start(BlockCounter blocks, int choice, List<StreamEvent> events)
    {
        if (_block >= 0)
        {
            return;
        }

        _block = blocks.Next();
        Id ??= "call_" + ShortId.Hash($"{choice}:{Index}:{_name}:{_waiting}");
        events.Add(new StreamEvent.BlockStarted(_block, IsCustom ? BlockKind.CustomToolCall : BlockKind.ToolCall, Id, _name.ToString())
        {
            Choice = choice, Signature = Signature,
        });
    }

    // Some servers repeat the whole name in every chunk, others send it in pieces.
    private void AddName(string piece)
    {
        if (piece.Length > 0 && !_name.Equals(piece))
        {
            _name.Append(piece);
        }
    }
}
