using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Why a response ended, both ways (protocols.md §2.5).</summary>
internal static class OpenAIResponsesStopReasons
{
    /// <summary>What an incomplete response's reason means.</summary>
    internal static StopReason OfIncomplete(string? reason) => reason == "content_filter" ? StopReason.Refusal : StopReason.MaxTokens;

    /// <summary>The reason for which a response is incomplete; null where it is complete.</summary>
    internal static string? IncompleteOf(StopReason reason) => reason switch
    {
        StopReason.MaxTokens or StopReason.ContextFull => "max_output_tokens",
        StopReason.Refusal => "content_filter",
        _ => null,
    };
}
