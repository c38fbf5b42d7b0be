using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// The conversation in Google's two roles: neighbours of one role are one turn, the first turn is the user's, system messages after the
/// first turn are the user's text (protocols.md §2.1).
/// </summary>
internal sealed class GeminiTurns(LossList losses)
{
    private const string NoMessage = "(no message)";

    /// <param name="messages">The conversation without its leading system messages.</param>
    /// <param name="offset">How many messages stood before.</param>
    internal List<GeminiTurn> Of(IEnumerable<Message> messages, int offset)
    {
        var turns = new List<GeminiTurn>();
        var index = offset;
        foreach (var message in messages)
        {
            var place = message.PlaceAt(index++);
            var isModel = message.Role == Role.Assistant;
            var parts = message.Role == Role.System ? Wrap(message, place) : message.Parts;
            losses.Foreign(place, message.Extras, Protocol.Gemini);
            if (turns.Count == 0 || turns[^1].IsModel != isModel)
            {
                turns.Add(new GeminiTurn(isModel, place, []));
            }

            turns[^1].Parts.AddRange(parts.Where(Says));
            turns[^1].Extras ??= message.Extras;
        }

        turns.RemoveAll(turn => turn.Parts.Count == 0);
        Merge(turns);
        if (turns.Count == 0 || turns[0].IsModel)
        {
            turns.Insert(0, new GeminiTurn(false, "messages", [new Part.Text(NoMessage)]));
            losses.Emulated("messages", "a conversation with Gemini begins with the user; an empty turn stands before it");
        }

        return turns;
    }

    // Google refuses empty texts, but an empty text may hold the signature of what came before it.
    private static bool Says(Part part) => part is not Part.Text { Value: "", Signature: null };

    private static void Merge(List<GeminiTurn> turns)
    {
        for (var i = turns.Count - 1; i > 0; i--)
        {
            if (turns[i].IsModel == turns[i - 1].IsModel)
            {
                turns[i - 1].Parts.AddRange(turns[i].Parts);
                turns.RemoveAt(i);
            }
        }
    }

    private IEnumerable<Part> Wrap(Message message, string place)
    {
        losses.Approximated(place, "Gemini takes system messages before the first turn only; this one goes as the user's text");
        return message.Parts.Select(part => part is Part.Text text ? text with { Value = $"<system>\n{text.Value}\n</system>" } : part);
    }
}
