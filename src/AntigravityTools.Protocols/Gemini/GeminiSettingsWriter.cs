using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Writes <c>generationConfig</c>: sampling, thinking and the shape of the answer, as the model takes them.</summary>
internal sealed class GeminiSettingsWriter(ChatRequest request, UpstreamTarget target, GeminiModelRules rules, LossList losses)
{
    private const int MostStops = 5;
    private bool _open;

    /// <param name="json">Takes the member; nothing where the client asked for nothing.</param>
    /// <param name="writesFormat">True where the shape of the answer can be asked for here.</param>
    internal Fault? Write(Utf8JsonWriter json, bool writesFormat)
    {
        var own = new GeminiNestedExtras(request.Extras, "generationConfig.");
        WriteSampling(json);
        WriteThinking(json);
        if (writesFormat && request.OutputFormat is { } format)
        {
            Open(json);
            if (!own.Has("responseMimeType"))
            {
                json.WriteString("responseMimeType"u8, "application/json"u8);
            }

            if (!format.Schema.IsAbsent && GeminiToolWriter.WriteSchema(json, "response", format.Schema, "response_format", rules.OldSchemas, losses) is { } fault)
            {
                return fault;
            }
        }

        WriteDetail(json);
        if (request.MediaOutput is { } output)
        {
            GeminiMediaSettings.Write(Open(json), output, rules, losses);
        }

        if (!own.IsEmpty)
        {
            own.Write(Open(json));
        }

        if (_open)
        {
            json.WriteEndObject();
        }

        return null;
    }

    private Utf8JsonWriter Open(Utf8JsonWriter json)
    {
        if (!_open)
        {
            _open = true;
            json.WriteStartObject("generationConfig"u8);
        }

        return json;
    }

    private void WriteSampling(Utf8JsonWriter json)
    {
        var sampling = request.Sampling;
        if (sampling.MaxOutputTokens is { } wanted)
        {
            var most = Math.Min(target.MaxOutputTokens ?? rules.MaxOutputTokens, rules.MaxOutputTokens);
            if (wanted > most)
            {
                losses.Approximated("max_tokens", $"{target.Model} writes at most {most} tokens");
            }

            Open(json).WriteNumber("maxOutputTokens"u8, Math.Min(wanted, most));
        }

        Number(json, "temperature", sampling.Temperature);
        Number(json, "topP", sampling.TopP);
        Number(json, "topK", sampling.TopK);
        Number(json, "candidateCount", sampling.Candidates is 1 ? null : sampling.Candidates);
        WriteStops(json);
        Penalty(json, "presencePenalty", "presence_penalty", sampling.PresencePenalty);
        Penalty(json, "frequencyPenalty", "frequency_penalty", sampling.FrequencyPenalty);
        if (sampling.Seed is { } seed)
        {
            // Google's seed has 32 bits; a longer one is folded, the same way every time.
            Open(json).WriteNumber("seed"u8, seed is >= int.MinValue and <= int.MaxValue ? (int)seed : (int)(seed ^ (seed >> 32)));
        }

        if (sampling.Logprobs is true)
        {
            Open(json).WriteBoolean("responseLogprobs"u8, true);
            Number(json, "logprobs", sampling.TopLogprobs);
        }
    }

    private void WriteStops(Utf8JsonWriter json)
    {
        var stops = request.Sampling.StopSequences.Where(stop => stop.Length > 0).ToList();
        if (stops.Count == 0)
        {
            return;
        }

        if (stops.Count > MostStops)
        {
            losses.Approximated("stop", $"Gemini takes {MostStops} stop sequences; the first {MostStops} count");
        }

        Open(json).WriteStartArray("stopSequences"u8);
        stops.Take(MostStops).ToList().ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    private void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            Open(json).WriteNumber(name, number);
        }
    }

    private void Penalty(Utf8JsonWriter json, string name, string field, double? value)
    {
        if (value is null or 0)
        {
            return;
        }

        if (rules.Penalties || target.Provider == "vertex")
        {
            Number(json, name, value);
        }
        else
        {
            losses.Dropped(field, $"{target.Model} refuses it");
        }
    }

    // Either a budget or a level, never both (protocols.md §2.2).
    private void WriteThinking(Utf8JsonWriter json)
    {
        if (request.Reasoning is not { } reasoning)
        {
            return;
        }

        var stops = EffortScale.EffortOf(reasoning) == Effort.None;
        if (rules.Thinking == GeminiModelRules.ThinkingStyle.None)
        {
            if (!stops && reasoning is not { Effort: null, BudgetTokens: null, Adaptive: false })
            {
                losses.Dropped("reasoning", $"{target.Model} does not reason on request");
            }

            return;
        }

        Open(json).WriteStartObject("thinkingConfig"u8);
        if (reasoning.Show ?? !stops)
        {
            json.WriteBoolean("includeThoughts"u8, true);
        }

        if (rules.Thinking == GeminiModelRules.ThinkingStyle.Budget)
        {
            WriteBudget(json, reasoning);
        }
        else if (EffortScale.EffortOf(reasoning) is { } effort)
        {
            WriteLevel(json, effort);
        }

        json.WriteEndObject();
    }

    private void WriteBudget(Utf8JsonWriter json, ReasoningRequest reasoning)
    {
        if ((reasoning.BudgetTokens ?? (reasoning.Effort is { } effort ? rules.BudgetOf(effort) : null)) is not { } wanted)
        {
            if (reasoning.Adaptive)
            {
                json.WriteNumber("thinkingBudget"u8, -1);
            }

            return;
        }

        var least = rules.CanStopThinking && wanted == 0 ? 0 : rules.LeastBudget;
        var budget = wanted < 0 ? -1 : Math.Clamp(wanted, least, rules.MostBudget);
        if (budget != wanted && reasoning.BudgetTokens is not null)
        {
            losses.Approximated("reasoning", $"{target.Model} takes budgets from {rules.LeastBudget} to {rules.MostBudget} tokens; it gets {budget}");
        }

        if (wanted == 0 && budget != 0 && reasoning.BudgetTokens is null)
        {
            losses.Approximated("reasoning", $"{target.Model} can not stop reasoning; it gets its least budget");
        }

        json.WriteNumber("thinkingBudget"u8, budget);
    }

    private void WriteLevel(Utf8JsonWriter json, Effort effort)
    {
        var level = rules.Levels.FirstOrDefault(level => level >= effort, rules.Levels[^1]);
        if (level != effort && effort is Effort.None or Effort.Minimal or Effort.Medium)
        {
            losses.Approximated("reasoning", $"{target.Model} has no level '{EffortScale.ToWord(effort)}'; it gets '{EffortScale.ToWord(level)}'");
        }

        json.WriteString("thinkingLevel"u8, EffortScale.ToWord(level).ToUpperInvariant());
    }

    // One resolution for all media of a request.
    private void WriteDetail(Utf8JsonWriter json)
    {
        var details = request.Messages.SelectMany(message => message.Parts).OfType<Part.Media>()
            .Select(media => media.Detail is "original" ? "high" : media.Detail).Where(detail => detail is "low" or "high").Distinct().ToList();
        if (details.Count == 0 || new GeminiNestedExtras(request.Extras, "generationConfig.").Has("mediaResolution"))
        {
            return;
        }

        if (details.Count > 1)
        {
            losses.Approximated("detail", "Gemini has one resolution for a request; the higher one counts");
        }

        Open(json).WriteString("mediaResolution"u8, details.Contains("high") ? "MEDIA_RESOLUTION_HIGH" : "MEDIA_RESOLUTION_LOW");
    }
}
