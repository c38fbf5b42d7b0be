using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>
/// Puts the tool calls of a history in the order that every strict provider demands (protocols.md §3.32, §3.33): each call has exactly
/// one result, right behind its turn and in the order of the calls; results without a call are gone. What compaction or an impatient
/// client left open is closed with a plain note, and reported.
/// </summary>
public static class ConversationRepair
{
    /// <summary>What a call without a result is answered with.</summary>
    public const string NoOutput = "No output was recorded for this call.";

    /// <summary>The request with its calls and results in order; the same object where nothing was to be done.</summary>
    public static ChatRequest Apply(ChatRequest request, LossList losses)
    {
        if (!request.Messages.Any(message => message.Parts.Any(part => part is Part.ToolCall or Part.ToolResult)))
        {
            return request;
        }

        var repaired = ImmutableArray.CreateBuilder<Message>(request.Messages.Length + 1);
        for (var i = 0; i < request.Messages.Length; i++)
        {
            var message = request.Messages[i];
            if (message.Role == Role.Tool)
            {
                ReportOrphans(request.Messages, i, losses);
                continue;
            }

            repaired.Add(message);
            if (message.Role == Role.Assistant && message.Parts.Any(part => part is Part.ToolCall))
            {
                repaired.Add(Answer(request.Messages, i, losses));
            }
        }

        return request with { Messages = repaired.ToImmutable() };
    }

    // The results of one turn's calls: the last one given for each before the model speaks again.
    private static Message Answer(ImmutableArray<Message> messages, int turn, LossList losses)
    {
        var results = ImmutableArray.CreateBuilder<Part>();
        foreach (var call in messages[turn].Parts.OfType<Part.ToolCall>())
        {
            var found = Span(messages, turn).SelectMany(message => message.Parts).OfType<Part.ToolResult>().LastOrDefault(result => result.CallId == call.Id);
            if (found is null)
            {
                losses.Emulated(call.Place ?? messages[turn].PlaceAt(turn), $"the call '{call.Id}' of '{call.Name}' has no result; the provider is told so");
            }

            results.Add((found ?? new Part.ToolResult(call.Id, [new Part.Text(NoOutput)])) with { Name = call.Name });
        }

        return new Message { Role = Role.Tool, Parts = results.ToImmutable(), Place = results.FirstOrDefault(result => result.Place is not null)?.Place ?? messages[turn].Place };
    }

    private static void ReportOrphans(ImmutableArray<Message> messages, int place, LossList losses)
    {
        var turn = place;
        while (turn >= 0 && messages[turn].Role != Role.Assistant)
        {
            turn--;
        }

        var calls = turn < 0 ? [] : messages[turn].Parts.OfType<Part.ToolCall>().Select(call => call.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var result in messages[place].Parts.OfType<Part.ToolResult>().Where(result => !calls.Contains(result.CallId)))
        {
            losses.Dropped(result.Place ?? messages[place].PlaceAt(place), $"the tool result '{result.CallId}' answers no call of the turn before it");
        }
    }

    // What stands between a turn and the model's next one.
    private static IEnumerable<Message> Span(ImmutableArray<Message> messages, int turn) =>
        messages.Skip(turn + 1).TakeWhile(message => message.Role != Role.Assistant);
}
