using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>
/// Takes apart a call that some models make instead of several parallel ones (protocols.md §3.55): a function <c>parallel</c> or
/// <c>multi_tool_use.parallel</c> whose arguments list the calls.
/// </summary>
internal static class OpenAIResponsesParallelCalls
{
    /// <summary>The wrapper's name.</summary>
    internal const string Name = "parallel";

    private const string FunctionPrefix = "functions.";

    internal static bool IsWrapper(string name) => name is Name or "multi_tool_use.parallel" or "multi_tool_use_parallel";

    /// <summary>The calls inside; false where the call is another one or does not list any.</summary>
    internal static bool TryRead(OpenAIResponsesFields item, string? arguments, out List<(string Id, string Name, string Arguments)> calls)
    {
        calls = [];
        if (arguments is null || !arguments.Contains("\"tool_uses\"", StringComparison.Ordinal))
        {
            return false;
        }

        var id = item.Text("call_id") ?? "call";
        try
        {
            var json = new RawJson(Encoding.UTF8.GetBytes(arguments));
            var uses = OpenAIResponsesFields.Read(json, "arguments").Raw("tool_uses");
            var reader = OpenAIResponsesFields.OpenReader(uses);
            JsonRead.ExpectArray(ref reader, "tool_uses");
            while (JsonRead.NextElement(ref reader))
            {
                var use = OpenAIResponsesFields.Read(ref reader, uses.Utf8, "tool_uses");
                var name = use.Required("recipient_name");
                var parameters = use.Raw("parameters");
                name = name.StartsWith(FunctionPrefix, StringComparison.Ordinal) ? name[FunctionPrefix.Length..] : name;
                calls.Add(($"{id}_{calls.Count}", name, parameters.IsAbsent ? "{}" : parameters.ToString()));
            }
        }
        catch (Exception e) when (e is JsonException or FieldException or InvalidOperationException)
        {
            // Cut or odd: it stays the one call that it is.
            return false;
        }

        return calls.Count > 0;
    }
}
