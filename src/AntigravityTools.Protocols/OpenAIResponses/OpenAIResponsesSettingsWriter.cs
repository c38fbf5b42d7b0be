using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Writes the settings that are objects: <c>reasoning</c> and <c>text</c>.</summary>
internal sealed class OpenAIResponsesSettingsWriter(
    ChatRequest request, UpstreamTarget target, OpenAIResponsesModelRules rules, OpenAIResponsesSource source, LossList losses, Utf8JsonWriter writer)
{
    private bool IsOwn => request.Extras is { Protocol: Protocol.OpenAIResponses };

    /// <summary>The effort to ask for; null where the client said nothing or left it to the model.</summary>
    internal Effort? Effort => request.Reasoning is { } reasoning && EffortScale.EffortOf(reasoning) is { } effort ? rules.Clamp(effort) : null;

    /// <summary>Writes <c>reasoning</c>.</summary>
    internal void WriteReasoning()
    {
        var extras = OwnExtras("reasoning.");
        var reasoning = request.Reasoning;
        if (rules.NeverReasons && !IsOwn)
        {
            if (reasoning is not null && EffortScale.EffortOf(reasoning) is not Model.Effort.None)
            {
                losses.Dropped("reasoning", $"{target.Model} does not reason");
            }

            return;
        }

        if (reasoning is null && extras.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("reasoning"u8);
        if (Effort is { } effort)
        {
            if (effort != EffortScale.EffortOf(reasoning!))
            {
                losses.Approximated("reasoning", $"{target.Model} takes efforts from {EffortScale.ToWord(rules.Least)} to {EffortScale.ToWord(rules.Most)}");
            }

            writer.WriteString("effort"u8, EffortScale.ToWord(effort));
        }

        if (reasoning?.Show == true)
        {
            writer.WriteString("summary"u8, SummaryWord());
        }

        WriteMembers(extras, "reasoning.");
        writer.WriteEndObject();
    }

    private string SummaryWord() => source.Find("reasoning") is { IsAbsent: false } raw ? JsonScan.Text(raw.Utf8.Span, "summary"u8) ?? "auto" : "auto";

    /// <summary>Writes <c>text</c>: the format of the answer.</summary>
    internal void WriteText()
    {
        var extras = OwnExtras("text.");
        if (request.OutputFormat is null && extras.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("text"u8);
        if (request.OutputFormat is { } format)
        {
            writer.WriteStartObject("format"u8);
            writer.WriteString("type"u8, format.Schema.IsAbsent ? "json_object"u8 : "json_schema"u8);
            if (!format.Schema.IsAbsent)
            {
                WriteSchema(format);
            }

            writer.WriteEndObject();
        }

        WriteMembers(extras, "text.");
        writer.WriteEndObject();
    }

    private void WriteSchema(OutputFormat format)
    {
        writer.WriteString("name"u8, format.Name is { Length: > 0 } name ? name : "answer");
        if (format.Description is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        writer.WritePropertyName("schema"u8);
        writer.WriteRawValue(format.Schema.Utf8.Span);
        if (format.Strict is { } strict)
        {
            var isSafe = !strict || OpenAIStrictCheck.IsSafe(format.Schema);
            if (!isSafe)
            {
                losses.Approximated("strict", "the schema leaves members open or optional, which OpenAI's strict mode refuses");
            }

            writer.WriteBoolean("strict"u8, strict && isSafe);
        }
    }

    private List<KeyValuePair<string, RawJson>> OwnExtras(string prefix) =>
        IsOwn ? [.. request.Extras!.Fields.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal))] : [];

    private void WriteMembers(List<KeyValuePair<string, RawJson>> fields, string prefix)
    {
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name[prefix.Length..]);
            writer.WriteRawValue(value.Utf8.Span);
        }
    }
}
