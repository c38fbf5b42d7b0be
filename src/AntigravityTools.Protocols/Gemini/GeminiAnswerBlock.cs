using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>A block of an answer on its way to a client: what must wait until it is whole.</summary>
internal sealed class GeminiAnswerBlock(StreamEvent.BlockStarted start)
{
    internal BlockKind Kind => start.Kind;

    internal int Choice => start.Choice;

    internal int Number => start.Block;

    internal string? ToolCallId => start.ToolCallId;

    internal string Name => ToolNaming.Flatten(start.Namespace, start.ToolName, ToolNameRule.Gemini);

    internal string? Signature { get; set; } = start.Signature;

    /// <summary>Arguments, a custom tool's input, or a search's query.</summary>
    internal StringBuilder Held { get; } = new();

    internal bool Ended { get; set; }
}
