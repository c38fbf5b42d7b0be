using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Gemini;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>Writes a request's body as its plan wants it.</summary>
public static class RequestPatcher
{
    /// <summary>Writes <paramref name="body"/> with the plan's values in place and every other byte as it stands.</summary>
    /// <param name="body">The body that <paramref name="head"/> was read from: JSON, or a multipart form.</param>
    /// <param name="head">What the body says; it has no fault.</param>
    /// <param name="plan">What to change.</param>
    /// <param name="output">Takes the new body.</param>
    public static void Write(ReadOnlySpan<byte> body, RequestHead head, TranslationPlan.Patched plan, IBufferWriter<byte> output)
    {
        var edits = new List<JsonEdit>(2);
        if (plan.Model is { } model)
        {
            AddModel(body, head, model, edits);
        }

        if (plan.IncludeUsage)
        {
            edits.AddRange(JsonSplice.EditsToIncludeUsage(body));
        }

        JsonSplice.Apply(body, edits, output);
    }

    /// <summary>The same for a body of a known protocol, whose fields for reasoning can be set.</summary>
    public static void Write(Protocol protocol, ReadOnlySpan<byte> body, RequestHead head, TranslationPlan.Patched plan, IBufferWriter<byte> output)
    {
        if (protocol == Protocol.Gemini && plan.Model is { } model)
        {
            // The path names Gemini's model; a body that names it again has to agree.
            JsonSplice.Apply(body, GeminiModelEdits.Of(body, model), output);
            return;
        }

        if (plan.Effort is null && plan.ThinkingBudget is null)
        {
            Write(body, head, plan, output);
            return;
        }

        var first = new ArrayBufferWriter<byte>(body.Length + 128);
        Write(body, head, plan, first);
        JsonSplice.Apply(first.WrittenSpan, ReasoningEdits.Of(protocol, first.WrittenSpan, plan.Effort, plan.ThinkingBudget), output);
    }

    private static void AddModel(ReadOnlySpan<byte> body, RequestHead head, string model, List<JsonEdit> edits)
    {
        if (head.Model is null)
        {
            if (body.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
            {
                // A form without a model field: the provider refuses it in its own words.
                return;
            }

            edits.AddRange(JsonSplice.EditsToSet(body, "model", JsonSplice.Quote(model)));
            return;
        }

        var (start, length) = head.ModelValue.GetOffsetAndLength(body.Length);

        // A form value stands bare; a JSON value has its quotes.
        var value = body[start] == (byte)'"' ? JsonSplice.Quote(model) : Encoding.UTF8.GetBytes(model);
        edits.Add(new JsonEdit(start, length, value));
    }
}
