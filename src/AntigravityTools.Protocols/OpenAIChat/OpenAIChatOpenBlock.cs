using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>A block on its way to a chat client.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Choice">The choice it belongs to.</param>
/// <param name="Call">The place among the choice's tool calls.</param>
internal readonly record struct OpenAIChatOpenBlock(BlockKind Kind, int Choice, int Call);
