using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Writes a Messages request (Anthropic API reference, 2026-10-21).</summary>
internal sealed class AnthropicRequestWriter(ChatRequest request, UpstreamTarget target)
{
    private const int LongestUser = 512;
    private const long SmallestBudget = 1024;
    private readonly AnthropicModelRules _rules = AnthropicModelRules.Of(target.Model);
    private readonly LossList _losses = new();
    private readonly ToolNaming _names = new(ToolNameRule.Anthropic);

    internal WriteResult Write(IBufferWriter<byte> output)
    {
        if (request.Sampling.Candidates > 1)
        {
            return Refuse("n", "Anthropic's models give one answer per request. Set 'n' (candidateCount) to 1.");
        }

        using var json = JsonWriters.Open(output);
        json.WriteStartObject();
        json.WriteString("model"u8, target.Model);
        var thinking = Plan(out var most);
        json.WriteNumber("max_tokens"u8, most);
        var tools = new AnthropicToolWriter(request, _names, _losses);
        if ((tools.Write(json, forced: thinking is not null) ?? new AnthropicMessageWriter(request, _rules, _names, _losses).Write(json)) is { } fault)
        {
            return new WriteResult { Fault = fault };
        }

        WriteThinking(json, thinking);
        WriteOutput(json);
        WriteSampling(json, thinking is not null);
        if (target.Stream)
        {
            json.WriteBoolean("stream"u8, true);
        }

        if (request.User is { } user)
        {
            json.WriteStartObject("metadata"u8);
            json.WriteString("user_id"u8, user.Length <= LongestUser ? user : ShortId.Hash(user));
            json.WriteEndObject();
        }

        WriteTier(json);
        if (!request.Metadata.IsAbsent)
        {
            _losses.Dropped("metadata", "Anthropic keeps no metadata but the user's id");
        }

        ExtrasWriter.Write(json, request.Extras, Protocol.Anthropic);
        _losses.Foreign("", request.Extras, Protocol.Anthropic);
        json.WriteEndObject();
        return new WriteResult { Loss = _losses.ToReport(), ToolNames = _names.ToMap() };
    }

    // The budget, 0 for adaptive, null for no thinking. It must stay below max_tokens.
    private long? Plan(out long most)
    {
        most = request.Sampling.MaxOutputTokens ?? Math.Min(target.MaxOutputTokens ?? _rules.MaxOutputTokens, _rules.MaxOutputTokens);
        if (request.Reasoning is not { } reasoning || EffortScale.EffortOf(reasoning) == Effort.None)
        {
            return null;
        }

        if (_rules.Adaptive)
        {
            return 0;
        }

        if (LastTurnLacksThinking())
        {
            _losses.Dropped("reasoning", "the last turn called tools and its signed thinking is gone; Anthropic takes no thinking budget until the next turn");
            return null;
        }

        if (EffortScale.BudgetOf(reasoning) is not { } budget || budget < 0)
        {
            budget = EffortScale.ToBudget(Effort.Medium);
        }

        budget = Math.Max(budget, SmallestBudget);
        if (budget >= most && request.Sampling.MaxOutputTokens is { } asked)
        {
            // What the client wants to read comes on top of what the model thinks.
            most = Math.Min(budget + asked, _rules.MaxOutputTokens);
        }

        budget = Math.Min(budget, most - 1);
        return budget < SmallestBudget ? null : budget;
    }

    // With a budget, a turn that called tools must start with the thinking that led to the calls.
    private bool LastTurnLacksThinking() =>
        request.Messages.LastOrDefault(message => message.Role == Role.Assistant) is { Parts: [not Part.Reasoning { Signature: not null }, ..] parts }
        && parts.Any(part => part is Part.ToolCall);

    private void WriteThinking(Utf8JsonWriter json, long? thinking)
    {
        if (thinking is not { } budget)
        {
            if (request.Reasoning is not null && EffortScale.EffortOf(request.Reasoning) == Effort.None)
            {
                json.WriteStartObject("thinking"u8);
                json.WriteString("type"u8, "disabled"u8);
                json.WriteEndObject();
            }
            else if (request.Reasoning is not null && !LastTurnLacksThinking())
            {
                _losses.Dropped("reasoning", $"max_tokens leaves no room for a thinking budget of {SmallestBudget}");
            }

            return;
        }

        json.WriteStartObject("thinking"u8);
        json.WriteString("type"u8, budget == 0 ? "adaptive"u8 : "enabled"u8);
        if (budget > 0)
        {
            json.WriteNumber("budget_tokens"u8, budget);
        }
        else if (request.Reasoning?.Show is { } show)
        {
            json.WriteString("display"u8, show ? "summarized"u8 : "omitted"u8);
        }

        json.WriteEndObject();
    }

    private void WriteOutput(Utf8JsonWriter json)
    {
        var effort = EffortOf();
        var format = request.OutputFormat is { Schema.IsAbsent: false } schema ? schema : null;
        if (effort is null && format is null)
        {
            return;
        }

        json.WriteStartObject("output_config"u8);
        if (effort is { } level)
        {
            json.WriteString("effort"u8, EffortScale.ToWord(level));
        }

        if (format is not null)
        {
            json.WriteStartObject("format"u8);
            json.WriteString("type"u8, "json_schema"u8);
            json.WritePropertyName("schema"u8);
            json.WriteRawValue(format.Schema.Utf8.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private Effort? EffortOf()
    {
        if (request.Reasoning is not { } reasoning || EffortScale.EffortOf(reasoning) is not ({ } wanted and not Effort.None))
        {
            return null;
        }

        if (_rules.HighestEffort is not { } highest)
        {
            return null;
        }

        var level = wanted == Effort.Minimal ? Effort.Low : wanted > highest ? highest : wanted == Effort.XHigh && !_rules.HasXHigh ? Effort.High : wanted;
        if (level != wanted)
        {
            _losses.Approximated("reasoning effort", $"{target.Model} has no '{EffortScale.ToWord(wanted)}'; it becomes '{EffortScale.ToWord(level)}'");
        }

        return level;
    }

    private void WriteSampling(Utf8JsonWriter json, bool thinks)
    {
        var sampling = request.Sampling;
        var why = thinks ? "thinking is on" : $"{target.Model} takes no sampling parameters";
        var free = _rules.Sampling != AnthropicModelRules.SamplingRule.None && !thinks;
        if (sampling.Temperature is { } temperature)
        {
            if (free)
            {
                json.WriteNumber("temperature"u8, Math.Clamp(temperature, 0, 1));
                if (temperature > 1)
                {
                    _losses.Approximated("temperature", "Anthropic's highest is 1");
                }
            }
            else if (temperature != 1)
            {
                _losses.Dropped("temperature", why);
            }
        }

        if (sampling.TopP is { } topP)
        {
            if (free && (sampling.Temperature is null || _rules.Sampling == AnthropicModelRules.SamplingRule.Free))
            {
                json.WriteNumber("top_p"u8, topP);
            }
            else if (topP < 1)
            {
                _losses.Dropped("top_p", free ? $"{target.Model} takes temperature or top_p, not both" : why);
            }
        }

        if (sampling.TopK is { } topK)
        {
            if (free && _rules.Sampling == AnthropicModelRules.SamplingRule.Free)
            {
                json.WriteNumber("top_k"u8, topK);
            }
            else
            {
                _losses.Dropped("top_k", why);
            }
        }

        WriteStops(json);
        Missing("frequency_penalty", sampling.FrequencyPenalty is not (null or 0));
        Missing("presence_penalty", sampling.PresencePenalty is not (null or 0));
        Missing("seed", sampling.Seed is not null);
        Missing("logprobs", sampling.Logprobs is true || sampling.TopLogprobs is > 0);
    }

    private void WriteStops(Utf8JsonWriter json)
    {
        var stops = request.Sampling.StopSequences.RemoveAll(string.IsNullOrWhiteSpace);
        if (stops.Length < request.Sampling.StopSequences.Length)
        {
            _losses.Dropped("stop", "Anthropic refuses stop sequences of white space only");
        }

        if (stops.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("stop_sequences"u8);
        foreach (var stop in stops)
        {
            json.WriteStringValue(stop);
        }

        json.WriteEndArray();
    }

    private void WriteTier(Utf8JsonWriter json)
    {
        switch (request.ServiceTier)
        {
            case null or "auto":
                return;
            case "standard_only" or "default" or "standard":
                json.WriteString("service_tier"u8, "standard_only"u8);
                return;
            case var tier:
                _losses.Dropped("service_tier", $"Anthropic has no tier '{tier}'");
                return;
        }
    }

    private void Missing(string field, bool isSet)
    {
        if (isSet)
        {
            _losses.Dropped(field, "anthropic has no such field");
        }
    }

    private static WriteResult Refuse(string field, string message) =>
        new() { Fault = new Fault { Kind = FaultKind.Unsupported, Param = field, Message = message } };
}
