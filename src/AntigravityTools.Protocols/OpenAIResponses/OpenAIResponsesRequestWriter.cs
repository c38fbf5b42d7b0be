using System.Buffers;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Writes a request for <c>POST /v1/responses</c> (OpenAI API reference, 2026-11). One object per request.</summary>
internal sealed class OpenAIResponsesRequestWriter
{
    /// <summary>The fewest output tokens that OpenAI takes.</summary>
    private const long LeastOutputTokens = 16;

    private readonly ChatRequest _request;
    private readonly UpstreamTarget _target;
    private readonly Utf8JsonWriter _writer;
    private readonly LossList _losses = new();
    private readonly ToolNaming _naming = new(ToolNameRule.OpenAI);
    private readonly OpenAIResponsesSource _source;
    private readonly OpenAIResponsesModelRules _rules;
    private readonly OpenAIResponsesSettingsWriter _settings;

    private OpenAIResponsesRequestWriter(ChatRequest request, UpstreamTarget target, Utf8JsonWriter writer)
    {
        (_request, _target, _writer) = (request, target, writer);
        _source = OpenAIResponsesSource.Of(request);
        _rules = OpenAIResponsesModelRules.Of(target.Model);
        _settings = new OpenAIResponsesSettingsWriter(request, target, _rules, _source, _losses, writer);
    }

    private bool IsOwn => _request.Extras is { Protocol: Protocol.OpenAIResponses };

    internal static WriteResult Write(ChatRequest request, UpstreamTarget target, IBufferWriter<byte> output)
    {
        if (OpenAIResponsesLimits.Check(request) is { } fault)
        {
            return new WriteResult { Fault = fault };
        }

        using var writer = JsonWriters.Open(output);
        return new OpenAIResponsesRequestWriter(request, target, writer).Write();
    }

    private WriteResult Write()
    {
        _writer.WriteStartObject();
        _writer.WriteString("model"u8, _target.Model);
        WriteTools();
        new OpenAIResponsesItemWriter(_request, _rules, _source, _naming, _losses, _writer).Write();
        WriteSampling();
        _settings.WriteReasoning();
        _settings.WriteText();
        WriteState();
        WriteNames();
        WriteExtras();
        _writer.WriteEndObject();
        return new WriteResult { Loss = _losses.ToReport(), ToolNames = _naming.ToMap() };
    }

    private void WriteTools()
    {
        new OpenAIResponsesToolWriter(_request, _naming, _losses, _writer).Write();
        if (_request.Tools.IsEmpty)
        {
            return;
        }

        if (_request.ToolChoice is { } choice)
        {
            OpenAIResponsesToolChoices.Write(choice, _request, name => _naming.NameOf(name), _writer);
        }

        if (_request.ParallelToolCalls is { } parallel)
        {
            _writer.WriteBoolean("parallel_tool_calls"u8, parallel);
        }
    }

    private void WriteSampling()
    {
        var sampling = _request.Sampling;
        if (sampling.MaxOutputTokens is { } most)
        {
            if (most < LeastOutputTokens)
            {
                _losses.Approximated("max_tokens", $"the Responses API generates at least {LeastOutputTokens} tokens");
            }

            _writer.WriteNumber("max_output_tokens"u8, Math.Max(most, LeastOutputTokens));
        }

        WriteUnlessReasoning("temperature", sampling.Temperature);
        WriteUnlessReasoning("top_p", sampling.TopP);
        if (sampling.TopLogprobs is { } alternatives)
        {
            _writer.WriteNumber("top_logprobs"u8, alternatives);
        }

        Drop("top_k", sampling.TopK is not null);
        Drop("frequency_penalty", sampling.FrequencyPenalty is not null and not 0);
        Drop("presence_penalty", sampling.PresencePenalty is not null and not 0);
        Drop("seed", sampling.Seed is not null);
    }

    private void Drop(string field, bool isSet)
    {
        if (isSet)
        {
            _losses.Dropped(field, "the Responses API has no such setting");
        }
    }

    private void WriteUnlessReasoning(string field, double? value)
    {
        if (value is not { } number)
        {
            return;
        }

        if (_rules.Reasons && _settings.Effort is not Effort.None)
        {
            // 1 is what such a model samples with anyway.
            if (number != 1)
            {
                _losses.Dropped(field, $"{_target.Model} samples on its own while it reasons, and refuses the field");
            }

            return;
        }

        _writer.WriteNumber(field, number);
    }

    // Nothing is stored for a client that did not ask for it; without storage reasoning can only come back in encrypted form.
    private void WriteState()
    {
        if (_target.Stream)
        {
            _writer.WriteBoolean("stream"u8, true);
        }

        if (IsOwn)
        {
            foreach (var name in (ReadOnlySpan<string>)["store", "include", "client_metadata", "user"])
            {
                if (_source.Find(name) is { IsAbsent: false } raw)
                {
                    _writer.WritePropertyName(name);
                    _writer.WriteRawValue(raw.Utf8.Span);
                }
            }

            return;
        }

        _writer.WriteBoolean("store"u8, false);
        var logprobs = _request.Sampling.Logprobs == true;
        if (_rules.Reasons || logprobs)
        {
            _writer.WriteStartArray("include"u8);
            if (_rules.Reasons)
            {
                _writer.WriteStringValue("reasoning.encrypted_content"u8);
            }

            if (logprobs)
            {
                _writer.WriteStringValue("message.output_text.logprobs"u8);
            }

            _writer.WriteEndArray();
        }
    }

    private void WriteNames()
    {
        if (!_request.Metadata.IsAbsent)
        {
            _writer.WritePropertyName("metadata"u8);
            _writer.WriteRawValue(_request.Metadata.Utf8.Span);
        }

        if ((_request.PromptCacheKey ?? (IsOwn ? null : _request.User)) is { Length: > 0 } key)
        {
            _writer.WriteString("prompt_cache_key"u8, Shorten(key));
        }

        if (_request.User is { Length: > 0 } user && (!IsOwn || !_source.Find("safety_identifier").IsAbsent))
        {
            _writer.WriteString("safety_identifier"u8, Shorten(user));
        }

        WriteTier();
    }

    private void WriteTier()
    {
        var tier = _request.ServiceTier switch
        {
            "standard" or "standard_only" => "default",
            var word => word,
        };
        if (tier is null)
        {
            return;
        }

        if (IsOwn || tier is "auto" or "default" or "flex" or "priority" or "fast" or "ultrafast" or "scale")
        {
            _writer.WriteString("service_tier"u8, tier);
        }
        else
        {
            _losses.Dropped("service_tier", $"OpenAI has no tier '{tier}'");
        }
    }

    // OpenAI takes 64 characters; a longer name keeps its identity as a hash.
    private static string Shorten(string name) => name.Length <= 64
        ? name
        : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private void WriteExtras()
    {
        _losses.Foreign("", _request.Extras, Protocol.OpenAIResponses);
        foreach (var (name, value) in IsOwn ? _request.Extras!.Fields : [])
        {
            if (!IsPlaced(name))
            {
                _writer.WritePropertyName(name);
                _writer.WriteRawValue(value.Utf8.Span);
            }
        }
    }

    private static bool IsPlaced(string name) =>
        name.StartsWith("reasoning.", StringComparison.Ordinal) || name.StartsWith("text.", StringComparison.Ordinal)
        || name.Contains("tools[", StringComparison.Ordinal);
}
