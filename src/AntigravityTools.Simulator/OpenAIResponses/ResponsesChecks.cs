using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary>The Responses API's rules for its input items.</summary>
internal static class ResponsesChecks
{
    public static WireReply? Refusal(Exchange exchange, IReadOnlyList<string> earlier)
    {
        var calls = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var text in earlier)
        {
            NoteEarlier(text, calls);
        }
        foreach (var item in exchange.Body.Items("input"))
        {
            var type = item.Text("type") ?? "";
            var call = item.Text("call_id") ?? "";
            if (type is "function_call" or "custom_tool_call")
            {
                calls[call] = false;
            }
            else if (type is "function_call_output" or "custom_tool_call_output" && !calls.TryAdd(call, true))
            {
                calls[call] = true;
            }
            else if (type is "function_call_output" or "custom_tool_call_output")
            {
                return exchange.Refuse(FaultKind.BadRequest, $"No tool call found for function call output with call_id {call}.", "input");
            }
            else if (type is "reasoning" or "compaction" && exchange.State.Options.VerifyOpaqueState
                && item.Text("encrypted_content") is { } sealedText && !OpaqueState.IsFrom("openai", sealedText))
            {
                return exchange.Refuse(FaultKind.StateMismatch,
                    $"The encrypted content for item {item.Text("id") ?? "rs_unknown"} could not be verified. Reason: Encrypted content could not be decrypted or parsed.");
            }
        }
        return calls.FirstOrDefault(pair => !pair.Value).Key is { } open
            ? exchange.Refuse(FaultKind.BadRequest, $"No tool output found for function call {open}.", "input")
            : null;
    }

    private static void NoteEarlier(string text, Dictionary<string, bool> calls)
    {
        if (!text.StartsWith('{'))
        {
            return;
        }
        using var item = JsonDocument.Parse(text);
        if (item.RootElement.Text("call_id") is { } call)
        {
            calls[call] = item.RootElement.Text("type")?.EndsWith("_output", StringComparison.Ordinal) == true;
        }
    }
}
