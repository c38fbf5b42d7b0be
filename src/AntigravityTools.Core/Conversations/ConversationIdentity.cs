namespace AntigravityTools.Core.Conversations;

/// <summary>Names the conversation a request belongs to, so that it stays with one account and its prompt cache (product.md §4).</summary>
public static class ConversationIdentity
{
    /// <summary>The explicit name, bound to the client key so that two clients never share one; null where the request names none.</summary>
    public static string? Of(string? keyName, string? sessionHeader, string? bodyConversation, string? previousResponseId)
    {
        var name = sessionHeader ?? bodyConversation ?? previousResponseId;
        return string.IsNullOrEmpty(name) ? null : string.Concat(keyName, "\n", name);
    }
}
