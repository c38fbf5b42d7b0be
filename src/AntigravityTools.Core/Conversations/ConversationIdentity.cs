using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Conversations;

/// <summary>Names the conversation a request belongs to, so that it stays with one account and its prompt cache (product.md §4).</summary>
public static class ConversationIdentity
{
    private const ulong Explicit = 0x9E3779B97F4A7C15;
    private const ulong Opening = 0xC2B2AE3D27D4EB4F;

    /// <summary>
    /// The conversation, bound to the client key so that two clients never share one: as the request names it, best first
    /// (<c>prompt_cache_key</c>, the session in <c>metadata.user_id</c>, a session header, <c>previous_response_id</c>), else by what it
    /// opens with (model family, system prompt, first user message). Null where nothing tells.
    /// </summary>
    /// <param name="keyName">The client key's name; null where none was presented.</param>
    /// <param name="sessionHeader">The session that a header names.</param>
    /// <param name="model">The model asked for.</param>
    /// <param name="head">What the body's scan told.</param>
    /// <param name="body">The body that <paramref name="head"/> was read from.</param>
    public static ConversationId? Of(string? keyName, string? sessionHeader, string? model, RequestHead head, ReadOnlySpan<byte> body)
    {
        var name = head.Conversation ?? sessionHeader ?? head.PreviousResponseId;
        if (!string.IsNullOrEmpty(name))
        {
            var named = new Fingerprint(Explicit);
            named.Add(keyName);
            named.Add(name);
            return named.ToId();
        }

        var user = body[head.FirstUserMessage];
        if (user.IsEmpty)
        {
            return null;
        }

        var opening = new Fingerprint(Opening);
        opening.Add(keyName);
        opening.Add(Family(model));
        opening.Add(body[head.SystemPrompt]);
        opening.Add(user);
        return opening.ToId();
    }

    /// <summary>The family of a model: the letters that its name starts with, behind any prefix.</summary>
    internal static ReadOnlySpan<char> Family(string? model)
    {
        var name = model.AsSpan();
        name = name[(name.LastIndexOfAny('/', ':') + 1)..];
        var letters = 0;
        while (letters < name.Length && char.IsAsciiLetter(name[letters]))
        {
            letters++;
        }

        return name[..letters];
    }
}
