using System.Collections.Frozen;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>Says in the client's own words what was lost: writers name settings as OpenAI Chat does, whoever asked for them.</summary>
public static class LossNames
{
    private static readonly FrozenDictionary<string, string> Responses = new Dictionary<string, string>
    {
        ["max_tokens"] = "max_output_tokens", ["reasoning_effort"] = "reasoning.effort", ["reasoning effort"] = "reasoning.effort", ["response_format"] = "text.format",
        ["response_format.strict"] = "text.format.strict", ["logprobs"] = "include (message.output_text.logprobs)", ["messages"] = "input",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Anthropic = new Dictionary<string, string>
    {
        ["stop"] = "stop_sequences", ["reasoning"] = "thinking", ["reasoning_effort"] = "output_config.effort", ["reasoning effort"] = "output_config.effort",
        ["reasoning.budget_tokens"] = "thinking.budget_tokens", ["response_format"] = "output_config.format", ["response_format.strict"] = "output_config.format",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Gemini = new Dictionary<string, string>
    {
        ["temperature"] = "generationConfig.temperature", ["top_p"] = "generationConfig.topP", ["top_k"] = "generationConfig.topK", ["seed"] = "generationConfig.seed",
        ["n"] = "generationConfig.candidateCount", ["stop"] = "generationConfig.stopSequences", ["max_tokens"] = "generationConfig.maxOutputTokens",
        ["frequency_penalty"] = "generationConfig.frequencyPenalty", ["presence_penalty"] = "generationConfig.presencePenalty",
        ["logprobs"] = "generationConfig.responseLogprobs", ["top_logprobs"] = "generationConfig.logprobs", ["response_format"] = "generationConfig.responseSchema",
        ["reasoning"] = "generationConfig.thinkingConfig", ["reasoning_effort"] = "generationConfig.thinkingConfig.thinkingLevel",
        ["reasoning effort"] = "generationConfig.thinkingConfig.thinkingLevel", ["reasoning.budget_tokens"] = "generationConfig.thinkingConfig.thinkingBudget",
        ["tool_choice"] = "toolConfig.functionCallingConfig", ["service_tier"] = "serviceTier", ["messages"] = "contents",
    }.ToFrozenDictionary();

    /// <summary>The loss with the field's name in the client's protocol; the same object where it has that already.</summary>
    public static Loss In(Protocol client, Loss loss)
    {
        var names = client switch { Protocol.OpenAIResponses => Responses, Protocol.Anthropic => Anthropic, Protocol.Gemini => Gemini, _ => null };
        if (names is null)
        {
            return loss;
        }

        if (names.TryGetValue(loss.Field, out var name))
        {
            return loss with { Field = name };
        }

        // messages[2].content[0]: only the list's name differs, and Gemini's parts are no content.
        var bracket = loss.Field.IndexOf('[', StringComparison.Ordinal);
        return bracket <= 0 || !names.TryGetValue(loss.Field[..bracket], out name) ? loss : loss with
        {
            Field = name + (client == Protocol.Gemini ? loss.Field[bracket..].Replace(".content[", ".parts[", StringComparison.Ordinal) : loss.Field[bracket..]),
        };
    }
}
