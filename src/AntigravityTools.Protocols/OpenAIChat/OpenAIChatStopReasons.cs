using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Finish reasons (protocols.md §2.5).</summary>
internal static class OpenAIChatStopReasons
{
    internal static StopReason Read(string native, bool hasCalls) => native switch
    {
        "length" or "max_tokens" => StopReason.MaxTokens,
        "content_filter" => StopReason.Refusal,
        "tool_calls" or "tool_call" or "function_call" => StopReason.ToolUse,
        _ => hasCalls ? StopReason.ToolUse : StopReason.EndTurn,
    };

    internal static string Write(StopReason reason) => reason switch
    {
        StopReason.ToolUse => "tool_calls",
        StopReason.MaxTokens or StopReason.ContextFull => "length",
        StopReason.Refusal => "content_filter",
        _ => "stop",
    };
}
