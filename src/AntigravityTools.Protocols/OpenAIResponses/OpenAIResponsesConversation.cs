using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Gathers input items into turns: what the model produced in one go is one message, and so are the results it waits for.</summary>
internal sealed class OpenAIResponsesConversation
{
    private readonly ImmutableArray<Message>.Builder _messages = ImmutableArray.CreateBuilder<Message>();
    private readonly ImmutableArray<Part>.Builder _parts = ImmutableArray.CreateBuilder<Part>();
    private Role _role = Role.User;

    /// <summary>Adds a turn of its own.</summary>
    internal void AddMessage(Message message)
    {
        Close();
        _messages.Add(message);
    }

    /// <summary>Adds a piece of the model's turn.</summary>
    internal void AddAssistant(Part part) => Add(Role.Assistant, part);

    /// <summary>Adds the result of a call.</summary>
    internal void AddResult(Part.ToolResult result) => Add(Role.Tool, result);

    /// <summary>The turns.</summary>
    internal ImmutableArray<Message> ToMessages()
    {
        Close();
        return _messages.ToImmutable();
    }

    private void Add(Role role, Part part)
    {
        if (role != _role)
        {
            Close();
        }

        _role = role;
        _parts.Add(part);
    }

    private void Close()
    {
        if (_parts.Count > 0)
        {
            _messages.Add(new Message { Role = _role, Parts = _parts.ToImmutable(), Place = _parts[0].Place });
            _parts.Clear();
        }
    }
}
