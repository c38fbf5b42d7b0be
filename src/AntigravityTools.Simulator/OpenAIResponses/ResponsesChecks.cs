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
                && item.Text("encrypted_content") is { } sealedText && !OpaqueState.IsFrom(exchange, "openai", sealedText))
            {
                return exchange.Refuse(FaultKind.StateMismatch,
                    $"The encrypted content for item {item.Text("id") ?? "rs_unknown"} could not be verified. Reason: Encrypted content could not be decrypted or parsed.");
            }
        }
        return calls.FirstOrDefault(pair => !pair.Value).Key is { } open
            ? exchange.Refuse(FaultKind.BadRequest, $"No tool output found for function call {open}.", "input")
            : exchange.State.Options.VerifyOpaqueState ? Reasoning(exchange) : null;
    }

    /// <summary>Reasoning must be there to be looked up where it does not come sealed, and must lead to something.</summary>
    private static WireReply? Reasoning(Exchange exchange)
    {
        var items = exchange.Body.Items("input").ToList();
        for (var index = 0; index < items.Count; index++)
        {
            var (type, id) = (items[index].Text("type"), items[index].Text("id") ?? "rs_unknown");
            if (type is not ("reasoning" or "item_reference"))
            {
                continue;
            }
            if (items[index].Text("encrypted_content") is null && !exchange.State.Responses.HoldsItem(id, exchange.Request.Credential))
            {
                return exchange.Refuse(FaultKind.BadRequest,
                    $"Item with id '{id}' not found. Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this item from your input.", "input");
            }
            if (type == "reasoning" && (index + 1 == items.Count || items[index + 1].Text("role") == "user" || items[index + 1].Text("type")?.EndsWith("_output", StringComparison.Ordinal) == true))
            {
                return exchange.Refuse(FaultKind.BadRequest, $"Item '{id}' of type 'reasoning' was provided without its required following item.", "input");
            }
        }
        return null;
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
