using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Writes a chat completion request for OpenAI or a server compatible with it (OpenAI API reference, 2026-11).</summary>
internal sealed class OpenAIChatRequestWriter(ChatRequest request, UpstreamTarget target)
{
    private const int LongestUser = 64;
    private readonly OpenAIModelRules _rules = OpenAIModelRules.Of(target.Model);
    private readonly LossList _losses = new();
    private readonly ToolNaming _names = new(ToolNameRule.OpenAI);

    // Compatible servers know fewer fields and refuse what they do not know.
    private bool IsOpenAI => target.Provider is "openai" or "azure-openai" or "simulator";

    internal WriteResult Write(IBufferWriter<byte> output)
    {
        using var json = JsonWriters.Open(output);
        json.WriteStartObject();
        json.WriteString("model"u8, target.Model);
        if ((WriteTools(json) ?? new OpenAIChatMessageWriter(request, target, _rules, _names, _losses).Write(json)) is { } fault)
        {
            return new WriteResult { Fault = fault };
        }

        WriteSampling(json);
        WriteReasoning(json);
        OpenAIChatFormats.Write(json, request.OutputFormat, _losses);
        if (target.Stream)
        {
            json.WriteBoolean("stream"u8, true);
            json.WriteStartObject("stream_options"u8);
            json.WriteBoolean("include_usage"u8, true);
            json.WriteEndObject();
        }

        WriteAboutClient(json);
        ExtrasWriter.Write(json, request.Extras, Protocol.OpenAIChat);
        _losses.Foreign("", request.Extras, Protocol.OpenAIChat);
        json.WriteEndObject();
        return new WriteResult { Loss = _losses.ToReport(), ToolNames = _names.ToMap() };
    }

    private Fault? WriteTools(Utf8JsonWriter json)
    {
        var writer = new OpenAIChatToolWriter(request, target, _names, _losses);
        return writer.Write(json);
    }

    private void WriteSampling(Utf8JsonWriter json)
    {
        var sampling = request.Sampling;
        if (sampling.MaxOutputTokens is { } most)
        {
            json.WriteNumber(IsOpenAI ? "max_completion_tokens"u8 : "max_tokens"u8, most);
        }

        if (_rules.Reasons && request.Reasoning?.Effort != Effort.None)
        {
            Refused("temperature", sampling.Temperature);
            Refused("top_p", sampling.TopP);
            Refused("frequency_penalty", sampling.FrequencyPenalty);
            Refused("presence_penalty", sampling.PresencePenalty);
        }
        else
        {
            Number(json, "temperature"u8, sampling.Temperature);
            Number(json, "top_p"u8, sampling.TopP);
            Number(json, "frequency_penalty"u8, sampling.FrequencyPenalty);
            Number(json, "presence_penalty"u8, sampling.PresencePenalty);
        }

        if (sampling.TopK is not null)
        {
            _losses.Dropped("top_k", "openai-chat has no such field");
        }

        if (!sampling.StopSequences.IsEmpty)
        {
            json.WriteStartArray("stop"u8);
            foreach (var stop in sampling.StopSequences)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        Whole(json, "n"u8, sampling.Candidates is 1 ? null : sampling.Candidates);
        Whole(json, "seed"u8, sampling.Seed);
        WriteLogprobs(json, sampling);
    }

    private void WriteLogprobs(Utf8JsonWriter json, Sampling sampling)
    {
        if (sampling.Logprobs is not true)
        {
            if (sampling.TopLogprobs is > 0)
            {
                _losses.Dropped("top_logprobs", "the request asks for no log probabilities to list alternatives of");
            }

            return;
        }

        if (_rules.Reasons && request.Reasoning?.Effort != Effort.None)
        {
            _losses.Dropped("logprobs", $"{target.Model} is a reasoning model and refuses it");
            return;
        }

        json.WriteBoolean("logprobs"u8, true);
        Whole(json, "top_logprobs"u8, sampling.TopLogprobs);
    }

    private void WriteReasoning(Utf8JsonWriter json)
    {
        if (request.Reasoning is not { } reasoning || EffortScale.EffortOf(reasoning) is not { } effort)
        {
            return;
        }

        if (IsOpenAI && !_rules.Reasons && target.Provider != "simulator")
        {
            if (effort != Effort.None)
            {
                _losses.Dropped("reasoning_effort", $"{target.Model} does not reason");
            }

            return;
        }

        json.WriteString("reasoning_effort"u8, EffortScale.ToWord(effort));
        if (reasoning.Effort is null)
        {
            _losses.Approximated("reasoning.budget_tokens", $"openai-chat knows efforts only; it becomes '{EffortScale.ToWord(effort)}'");
        }
    }

    private void WriteAboutClient(Utf8JsonWriter json)
    {
        if (request.User is { } user)
        {
            json.WriteString("user"u8, user.Length <= LongestUser ? user : ShortId.Hash(user));
        }

        if (IsOpenAI && request.PromptCacheKey is { } key)
        {
            json.WriteString("prompt_cache_key"u8, key);
        }

        if (request.ServiceTier is { } tier)
        {
            if (IsOpenAI && tier is "auto" or "default" or "flex" or "priority" or "fast")
            {
                json.WriteString("service_tier"u8, tier);
            }
            else if (tier is not ("auto" or "default" or "standard" or "standard_only"))
            {
                _losses.Dropped("service_tier", $"the upstream has no tier '{tier}'");
            }
        }

        if (!request.Metadata.IsAbsent)
        {
            if (IsOpenAI)
            {
                json.WritePropertyName("metadata"u8);
                json.WriteRawValue(request.Metadata.Utf8.Span, skipInputValidation: true);
            }
            else
            {
                _losses.Dropped("metadata", "the upstream keeps no metadata");
            }
        }
    }

    private void Refused(string field, double? value)
    {
        if (value is not null)
        {
            _losses.Dropped(field, $"{target.Model} is a reasoning model and refuses it");
        }
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void Whole(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
