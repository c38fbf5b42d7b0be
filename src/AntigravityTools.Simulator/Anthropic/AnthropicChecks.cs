using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Anthropic;

/// <summary>What Anthropic refuses before a model sees the request.</summary>
internal static class AnthropicChecks
{
    public const string Provider = "anthropic";

    public static WireReply? Request(Exchange exchange, bool needsMaxTokens)
    {
        // Vertex takes the version in the body and the model in the path.
        if (exchange.Http.Request.Headers["anthropic-version"].Count == 0 && exchange.Body.Text("anthropic_version") is null)
        {
            return exchange.Refuse(FaultKind.BadRequest, "anthropic-version: header is required");
        }
        if (!exchange.BodyIsObject)
        {
            return exchange.Refuse(FaultKind.BadRequest, "The request body is not valid JSON: expected value at line 1 column 1");
        }
        ReadOnlySpan<string> required = needsMaxTokens ? ["max_tokens", "messages"] : ["messages"];
        if (exchange.Model.Length == 0)
        {
            return exchange.Refuse(FaultKind.BadRequest, "model: Field required");
        }
        foreach (var field in required)
        {
            if (exchange.Body.Child(field) is null)
            {
                return exchange.Refuse(FaultKind.BadRequest, $"{field}: Field required");
            }
        }
        if (!exchange.Body.Items("messages").Any())
        {
            return exchange.Refuse(FaultKind.BadRequest, "messages: at least one message is required");
        }
        return exchange.State.Options.AcceptAnyModel || exchange.State.Options.AnthropicModels.Contains(exchange.Model)
            ? VersionRules(exchange)
            : exchange.Refuse(FaultKind.ModelNotFound);
    }

    /// <summary>Tool calls need their results in the next turn, and thinking needs the signature that it was given.</summary>
    public static WireReply? Conversation(Exchange exchange)
    {
        var messages = exchange.Body.Items("messages").Where(message => message.Text("role") != "system").ToList();
        var open = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < messages.Count; index++)
        {
            var blocks = messages[index].Items("content").ToList();
            var results = Ids(blocks, "tool_result", "tool_use_id").ToList();
            if (results.Find(id => !open.Contains(id)) is { } stray)
            {
                return exchange.Refuse(FaultKind.BadRequest,
                    $"messages.{index}.content.0: unexpected `tool_use_id` found in `tool_result` blocks: {stray}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
            }
            open.ExceptWith(results);
            if (open.Count > 0)
            {
                return exchange.Refuse(FaultKind.BadRequest,
                    $"messages.{index - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", open)}. Each `tool_use` block must have a corresponding `tool_result` block in the next message.");
            }
            if (exchange.State.Options.VerifyOpaqueState && blocks.FindIndex(candidate => IsForeign(exchange, candidate)) is >= 0 and var block)
            {
                return exchange.Refuse(FaultKind.StateMismatch, $"messages.{index}.content.{block}: Invalid `signature` in `thinking` block");
            }
            open.UnionWith(Ids(blocks, "tool_use", "id"));
        }
        return exchange.State.Options.VerifyOpaqueState ? LeadingThinking(exchange, messages) : null;
    }

    /// <summary>With a thinking budget, a last turn that called tools starts with the thinking that led to the calls.</summary>
    private static WireReply? LeadingThinking(Exchange exchange, List<JsonElement> messages)
    {
        var last = messages.FindLastIndex(message => message.Text("role") == "assistant");
        var types = last < 0 ? [] : messages[last].Items("content").Select(block => block.Text("type")).ToList();
        return exchange.Body.Child("thinking")?.Text("type") == "enabled" && types.Contains("tool_use") && types[0] is not ("thinking" or "redacted_thinking")
            ? exchange.Refuse(FaultKind.BadRequest,
                $"messages.{last}.content.0.type: Expected `thinking` or `redacted_thinking`, but found `{types[0]}`. When `thinking` is enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks).")
            : null;
    }

    private static WireReply? VersionRules(Exchange exchange)
    {
        if (exchange.Http.Request.Headers["anthropic-version"] == "2026-10-21")
        {
            foreach (var field in (ReadOnlySpan<string>)["temperature", "top_p", "top_k"])
            {
                if (exchange.Body.Child(field) is not null)
                {
                    return exchange.Refuse(FaultKind.BadRequest, $"{field}: Extra inputs are not permitted");
                }
            }
        }
        return exchange.Body.Child("thinking")?.Int("budget_tokens") is { } budget && budget >= exchange.Body.Int("max_tokens")
            ? exchange.Refuse(FaultKind.BadRequest, "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size")
            : null;
    }

    private static IEnumerable<string> Ids(List<JsonElement> blocks, string type, string field) =>
        blocks.Where(block => block.Text("type") == type).Select(block => block.Text(field)).OfType<string>();

    // Withheld thinking comes back empty; shown thinking must come back as it was.
    private static bool IsForeign(Exchange exchange, JsonElement block)
    {
        var seal = block.Text("signature", "data") ?? "";
        return block.Text("type") is "thinking" or "redacted_thinking" && !(OpaqueState.IsFrom(exchange, Provider, seal)
            && (block.Text("thinking") is null or "" || OpaqueState.Seals(Provider, seal, block.Text("thinking")!)));
    }
}
