using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Writes a <c>GenerateContentRequest</c>; model and streaming stand in the path (Gemini API reference, 2026-11).</summary>
internal sealed class GeminiRequestWriter(ChatRequest request, UpstreamTarget target)
{
    private readonly GeminiModelRules _rules = GeminiModelRules.Of(target.Model);
    private readonly LossList _losses = new();
    private readonly ToolNaming _names = new(ToolNameRule.Gemini);

    internal WriteResult Write(IBufferWriter<byte> output)
    {
        using var json = JsonWriters.Open(output);
        if (WriteBody(json) is { } fault)
        {
            json.Reset();
            return new WriteResult { Fault = fault };
        }

        return new WriteResult { Loss = _losses.ToReport(), ToolNames = _names.ToMap() };
    }

    private Fault? WriteBody(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        var tools = new GeminiToolWriter(request, target, _rules, _names, _losses);

        // A schema beside functions is taken by the third generation only.
        var writesFormat = _rules.IsThird || !tools.HasFunctions;
        var leading = request.Messages.TakeWhile(message => message.Role == Role.System).Count();
        if (IsCached)
        {
            LoseBesideCache();
        }
        else
        {
            WriteSystem(json, leading, writesFormat);
            if (tools.Write(json) is { } wrong)
            {
                return wrong;
            }

            tools.WriteConfig(json);
        }

        if ((new GeminiContentWriter(request, target, _rules, _names, _losses).Write(json, leading)
            ?? new GeminiSettingsWriter(request, target, _rules, _losses).Write(json, writesFormat)) is { } fault)
        {
            return fault;
        }

        WriteTier(json);
        WriteExtras(json);
        LoseTheRest();
        json.WriteEndObject();
        return null;
    }

    // A cached prefix holds system prompt and tools itself, and is refused beside them.
    private bool IsCached => request.Extras is { Protocol: Protocol.Gemini } own && own.Fields.Any(kept => CamelCase.Of(kept.Key) == "cachedContent");

    private void LoseBesideCache()
    {
        if (request.Tools.Length > 0 || request.Messages[0].Role == Role.System)
        {
            _losses.Dropped("systemInstruction, tools", "cachedContent holds them already");
        }
    }

    private void WriteSystem(Utf8JsonWriter json, int leading, bool writesFormat)
    {
        var parts = new List<Part.Text>();
        for (var i = 0; i < leading; i++)
        {
            _losses.Foreign(request.Messages[i].PlaceAt(i), request.Messages[i].Extras, Protocol.Gemini);
            foreach (var part in request.Messages[i].Parts)
            {
                if (part is Part.Text { Value.Length: > 0 } text)
                {
                    parts.Add(text);
                }
                else if (part is not Part.Text)
                {
                    _losses.Dropped(part.Place ?? request.Messages[i].PlaceAt(i), "Gemini's system instruction holds text only");
                }
            }
        }

        if (!writesFormat && request.OutputFormat is { } format)
        {
            _losses.Emulated("response_format", $"{target.Model} takes no schema beside functions; the system instruction asks for it");
            parts.Add(new Part.Text(format.Schema.IsAbsent
                ? "When you answer in words, answer with one JSON object and nothing else."
                : $"When you answer in words, answer with JSON that follows this schema, and nothing else:\n{format.Schema}"));
        }

        if (parts.Count == 0)
        {
            return;
        }

        json.WriteStartObject("systemInstruction"u8);
        json.WriteStartArray("parts"u8);
        foreach (var part in parts)
        {
            GeminiPartWriter.Text(json, part.Value, thought: false, signature: null, part.Extras);
            _losses.Foreign(part.Place ?? "system", part.Extras, Protocol.Gemini);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteTier(Utf8JsonWriter json)
    {
        switch (request.ServiceTier)
        {
            case null or "auto" or "default":
                break;
            case "flex" or "standard" or "priority" when target.Provider != "vertex":
                json.WriteString("serviceTier"u8, request.ServiceTier);
                break;
            default:
                _losses.Dropped("service_tier", $"Gemini has no tier '{request.ServiceTier}'");
                break;
        }
    }

    private void WriteExtras(Utf8JsonWriter json)
    {
        if (request.Extras is not { Protocol: Protocol.Gemini } own)
        {
            _losses.Foreign("", request.Extras, Protocol.Gemini);
            return;
        }

        foreach (var (name, value) in own.Fields)
        {
            if (!name.StartsWith("generationConfig.", StringComparison.Ordinal) && !name.StartsWith("toolConfig.", StringComparison.Ordinal))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
            }
        }
    }

    private void LoseTheRest()
    {
        Lose("user", request.User is not null, "Gemini is not told who the end user is");
        Lose("metadata", !request.Metadata.IsAbsent, "Gemini keeps no metadata");
        Lose("prompt_cache_key", request.PromptCacheKey is not null, "Gemini caches prompts by itself");
        Lose("cache_control", request.Tools.Any(tool => tool.CacheHint) || request.Messages.Any(message => message.Parts.Any(part => part.CacheHint)), "Gemini caches prompts by itself");
        Lose("parallel_tool_calls", request.ParallelToolCalls is false && request.Tools.Length > 0, "Gemini can not be held to one call at a time");
    }

    private void Lose(string field, bool lost, string why)
    {
        if (lost)
        {
            _losses.Dropped(field, why);
        }
    }
}
