using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Finish and block reasons (protocols.md §2.5).</summary>
internal static class GeminiStopReasons
{
    /// <param name="native">The provider's word.</param>
    /// <param name="calls">True where the answer calls a function: Google finishes that with STOP.</param>
    internal static StopReason Read(string native, bool calls) => native switch
    {
        "STOP" => calls ? StopReason.ToolUse : StopReason.EndTurn,
        "MAX_TOKENS" => StopReason.MaxTokens,
        "CONTINUATION" => StopReason.Paused,
        "SAFETY" or "RECITATION" or "LANGUAGE" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "MODEL_ARMOR" or "JAILBREAK" or "IMAGE_SAFETY"
            or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" or "IMAGE_OTHER" => StopReason.Refusal,
        "MALFORMED_FUNCTION_CALL" or "MALFORMED_RESPONSE" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" or "OTHER" or "NO_IMAGE" => StopReason.Malformed,
        _ => calls ? StopReason.ToolUse : StopReason.EndTurn,
    };

    /// <summary>The word for a client; Google's own word stands where one came.</summary>
    internal static string Write(StreamEvent.Finished end, bool refused)
    {
        if (IsOwn(end.Native))
        {
            return end.Native!;
        }

        return end.Reason switch
        {
            _ when refused => "SAFETY",
            StopReason.MaxTokens or StopReason.ContextFull => "MAX_TOKENS",
            StopReason.Refusal => "SAFETY",
            StopReason.Malformed => "OTHER",
            _ => "STOP",
        };
    }

    private static bool IsOwn(string? native) => native is "STOP" or "MAX_TOKENS" or "CONTINUATION" or "OTHER"
        || (native is not null && (Read(native, calls: false) is StopReason.Refusal or StopReason.Malformed));
}
