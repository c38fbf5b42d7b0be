using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>Gives an account its own opaque reasoning state back and takes everybody else's out of a history.</summary>
public static class OwnedState
{
    /// <summary>Why somebody else's state is left out.</summary>
    public const string MadeElsewhere = "its signed or encrypted reasoning was made by another account or protocol, which alone can verify it";

    /// <summary>The history as <paramref name="owner"/> may see it.</summary>
    /// <param name="request">The request as read from the client.</param>
    /// <param name="owner">The account and protocol it goes to (<see cref="OwnerTag.OwnerOf"/>).</param>
    /// <param name="keepUnmarked">True where client and upstream speak the same protocol, so that unmarked state can be the upstream's own.</param>
    /// <param name="losses">Takes what was stripped.</param>
    public static ChatRequest Apply(ChatRequest request, ulong owner, bool keepUnmarked, LossList losses)
    {
        var messages = request.Messages;
        for (var i = 0; i < messages.Length; i++)
        {
            if (messages[i].Role != Role.Assistant || !messages[i].Parts.Any(part => SignatureOf(part) is not null))
            {
                continue;
            }

            var place = messages[i].PlaceAt(i);
            var parts = messages[i].Parts.Select(part => Own(part, place, owner, keepUnmarked, losses)).OfType<Part>();
            messages = messages.SetItem(i, messages[i] with { Parts = [.. parts] });
        }

        return request with { Messages = messages };
    }

    private static string? SignatureOf(Part part) => part switch
    {
        Part.Reasoning reasoning => reasoning.Signature,
        Part.ToolCall call => call.Signature,
        Part.Text text => text.Signature,
        _ => null,
    };

    private static Part? Own(Part part, string place, ulong owner, bool keepUnmarked, LossList losses)
    {
        if (SignatureOf(part) is not { } signature)
        {
            return part;
        }

        if (!OwnerTag.TryUnwrap(signature, out var maker, out var redacted, out var value))
        {
            return keepUnmarked ? part : Strip(part, place, losses);
        }

        if (value.Length == 0)
        {
            // A mark that only says that there is no proof.
            return Bare(part);
        }

        return maker != owner ? Strip(part, place, losses) : part switch
        {
            Part.Reasoning reasoning => reasoning with { Signature = value, Redacted = redacted },
            Part.ToolCall call => call with { Signature = value },
            Part.Text text => text with { Signature = value },
            _ => part,
        };
    }

    private static Part? Strip(Part part, string place, LossList losses)
    {
        losses.Dropped(part.Place ?? place, MadeElsewhere);
        return Bare(part);
    }

    private static Part? Bare(Part part) => part switch
    {
        Part.Reasoning { Value: null or "" } => null,
        Part.Reasoning reasoning => reasoning with { Signature = null, Redacted = false },
        Part.ToolCall call => call with { Signature = null },
        Part.Text text => text with { Signature = null },
        _ => part,
    };
}
