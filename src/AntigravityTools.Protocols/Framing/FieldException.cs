using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Framing;

/// <summary>A request's field has a value that can not be used. Room readers turn it into a fault; it never leaves the room.</summary>
internal sealed class FieldException(string field, string message) : Exception(message)
{
    /// <summary>The field, such as <c>messages[3].content[0].image_url</c>.</summary>
    public string Field { get; } = field;

    /// <summary>The refusal for the client.</summary>
    public Fault ToFault() => new() { Kind = FaultKind.InvalidRequest, Param = Field, Message = Message };
}
