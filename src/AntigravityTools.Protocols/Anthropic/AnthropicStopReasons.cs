using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Stop reasons (protocols.md §2.5).</summary>
internal static class AnthropicStopReasons
{
    internal static StopReason Read(string native) => native switch
    {
        "tool_use" => StopReason.ToolUse,
        "max_tokens" => StopReason.MaxTokens,
        "model_context_window_exceeded" => StopReason.ContextFull,
        "stop_sequence" => StopReason.StopSequence,
        "pause_turn" => StopReason.Paused,
        "refusal" => StopReason.Refusal,
        _ => StopReason.EndTurn,
    };

    internal static string Write(StopReason reason) => reason switch
    {
        StopReason.ToolUse => "tool_use",
        StopReason.MaxTokens => "max_tokens",
        StopReason.ContextFull => "model_context_window_exceeded",
        StopReason.StopSequence => "stop_sequence",
        StopReason.Paused => "pause_turn",
        StopReason.Refusal => "refusal",
        _ => "end_turn",
    };
}
