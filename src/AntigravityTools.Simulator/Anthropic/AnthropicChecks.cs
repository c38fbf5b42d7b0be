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
            if (exchange.State.Options.VerifyOpaqueState && blocks.FindIndex(IsForeign) is >= 0 and var block)
            {
                return exchange.Refuse(FaultKind.StateMismatch, $"messages.{index}.content.{block}: Invalid `signature` in `thinking` block");
            }
            open.UnionWith(Ids(blocks, "tool_use", "id"));
        }
        return null;
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

    private static bool IsForeign(JsonElement block) =>
        block.Text("type") is "thinking" or "redacted_thinking" && !OpaqueState.IsFrom(Provider, block.Text("signature", "data") ?? "");
}
