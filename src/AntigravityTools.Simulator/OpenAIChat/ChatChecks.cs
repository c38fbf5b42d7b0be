using System.Text.Json;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAIChat;

/// <summary>Chat's rules for a conversation: every tool call is answered before anything else is said.</summary>
internal static class ChatChecks
{
    public static WireReply? Refusal(Exchange exchange)
    {
        var messages = exchange.Body.Items("messages").ToList();
        if (messages.Count == 0)
        {
            return exchange.Refuse(FaultKind.BadRequest, "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "messages");
        }
        var open = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < messages.Count; index++)
        {
            if (messages[index].Text("role") == "tool")
            {
                if (!open.Remove(messages[index].Text("tool_call_id") ?? ""))
                {
                    return exchange.Refuse(FaultKind.BadRequest,
                        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.", $"messages.[{index}].role");
                }
            }
            else if (open.Count > 0)
            {
                return Unanswered(exchange, open);
            }
            open.UnionWith(Calls(messages[index]));
        }
        return open.Count > 0 ? Unanswered(exchange, open) : null;
    }

    private static IEnumerable<string> Calls(JsonElement message) => message.Items("tool_calls").Select(call => call.Text("id")).OfType<string>();

    private static WireReply Unanswered(Exchange exchange, HashSet<string> open) => exchange.Refuse(FaultKind.BadRequest,
        $"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {string.Join(", ", open)}", "messages");
}
