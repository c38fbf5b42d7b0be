namespace AntigravityTools.Protocols.Model;

/// <summary>A line that a client puts into its system prompt for its own vendor's books; it means nothing to any other provider.</summary>
public static class ClientAttribution
{
    private const string Mark = "x-anthropic-billing-header:";

    /// <summary>True for a text that is nothing but such a line.</summary>
    public static bool IsAttribution(Part part) =>
        part is Part.Text { Value: var text } && text.StartsWith(Mark, StringComparison.Ordinal) && !text.AsSpan().Trim().Contains('\n');

    /// <summary>The request without it.</summary>
    public static ChatRequest Remove(ChatRequest request)
    {
        var messages = request.Messages;
        for (var i = 0; i < messages.Length; i++)
        {
            if (messages[i].Role == Role.System && messages[i].Parts.Any(IsAttribution))
            {
                messages = messages.SetItem(i, messages[i] with { Parts = messages[i].Parts.RemoveAll(IsAttribution) });
            }
        }

        return messages == request.Messages ? request : request with { Messages = messages.RemoveAll(message => message.Parts.IsEmpty && message.Role == Role.System) };
    }
}
