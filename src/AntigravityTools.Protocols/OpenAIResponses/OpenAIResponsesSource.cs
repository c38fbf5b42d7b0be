using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>The client's own request as it came, looked at for fields that the model has no word for or that an answer repeats.</summary>
internal sealed class OpenAIResponsesSource
{
    private readonly Dictionary<string, RawJson> _members = new(StringComparer.Ordinal);

    private OpenAIResponsesSource()
    {
    }

    /// <summary>Nothing is known.</summary>
    internal static OpenAIResponsesSource None { get; } = new();

    /// <summary>The body of a request that came in this protocol; of another one, or a broken one, nothing is known.</summary>
    internal static OpenAIResponsesSource Of(ChatRequest request)
    {
        if (request.Extras is not { Protocol: Protocol.OpenAIResponses } || request.Source.IsAbsent)
        {
            return None;
        }

        var source = new OpenAIResponsesSource();
        try
        {
            var body = request.Source.Utf8;
            foreach (var member in JsonParts.Members(body.Span))
            {
                source._members[member.Name] = new RawJson(body[member.Value..member.End]);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return None;
        }

        return source;
    }

    /// <summary>A member's value; absent where it is missing or null.</summary>
    internal RawJson Find(string name) =>
        _members.TryGetValue(name, out var value) && !value.Utf8.Span.SequenceEqual("null"u8) ? value : default;

    /// <summary>True where a member is literally true.</summary>
    internal bool IsTrue(string name) => Find(name).Utf8.Span.SequenceEqual("true"u8);
}
