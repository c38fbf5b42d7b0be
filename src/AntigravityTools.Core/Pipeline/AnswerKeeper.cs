using AntigravityTools.Core.Conversations;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Keeps of a translated answer what opaque reasoning signs, and remembers it at the answer's end. Holds no text that nothing can sign.</summary>
internal sealed class AnswerKeeper(Exchange exchange, ConversationMemory memory, ulong owner, Protocol upstream)
{
    private const int MostCharacters = 512 << 10;
    private readonly List<StreamEvent> _kept = [];
    private bool _signs = upstream == Protocol.Gemini;
    private int _characters;

    public void Add(StreamEvent item)
    {
        switch (item)
        {
            case StreamEvent.BlockStarted started:
                _signs |= started.Kind is BlockKind.Reasoning or BlockKind.RedactedReasoning;
                _kept.Add(started with { Signature = Bare(started.Signature) });
                break;
            case StreamEvent.BlockEnded ended:
                _kept.Add(ended with { Signature = Bare(ended.Signature) });
                break;
            case StreamEvent.TextDelta delta when _signs && (_characters += delta.Text.Length) <= MostCharacters:
                _kept.Add(delta);
                break;
            case StreamEvent.ArgumentsDelta delta when _signs && (_characters += delta.Json.Length) <= MostCharacters:
                _kept.Add(delta);
                break;
        }
    }

    public void Remember()
    {
        if (_signs && _characters <= MostCharacters)
        {
            memory.Remember(exchange.Request.Client.KeyName, owner, Answer.Fold(_kept));
        }
    }

    private static string? Bare(string? signature) =>
        signature is not null && OwnerTag.TryUnwrap(signature, out _, out _, out var value) ? value.Length == 0 ? null : value : signature;
}
