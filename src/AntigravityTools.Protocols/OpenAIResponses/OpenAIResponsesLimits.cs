using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>What the Responses API can not say at all (protocols.md §2.10): the request is refused before a byte is written.</summary>
internal static class OpenAIResponsesLimits
{
    internal static Fault? Check(ChatRequest request)
    {
        if (!request.Sampling.StopSequences.IsDefaultOrEmpty)
        {
            return Refuse("stop", "The Responses API has no stop sequences. Leave them out, or use an account that speaks Chat Completions.");
        }

        if (request.Sampling.Candidates > 1)
        {
            return Refuse("n", "The Responses API gives one answer per request. Ask for one, or send the request several times.");
        }

        return CheckTools(request) ?? CheckMessages(request);
    }

    private static Fault? CheckTools(ChatRequest request)
    {
        for (var i = 0; i < request.Tools.Length; i++)
        {
            if (request.Tools[i] is { Kind: ToolKind.Hosted, Native: { Protocol: not Protocol.OpenAIResponses } } tool)
            {
                return Refuse($"tools[{i}]", $"The tool '{tool.Name}' runs at its own provider and has no counterpart in the Responses API. Remove it from the request.");
            }
        }

        return null;
    }

    private static Fault? CheckMessages(ChatRequest request)
    {
        for (var i = 0; i < request.Messages.Length; i++)
        {
            var parts = request.Messages[i].Parts;
            for (var p = 0; p < parts.Length; p++)
            {
                if (CheckPart(parts[p], $"{request.Messages[i].PlaceAt(i)}.content[{p}]") is { } fault)
                {
                    return fault;
                }
            }
        }

        return null;
    }

    private static Fault? CheckPart(Part part, string place)
    {
        if (part is Part.ToolResult result)
        {
            return result.Content.Select(inner => CheckPart(inner, place)).FirstOrDefault(fault => fault is not null);
        }

        place = part.Place ?? place;
        return part switch
        {
            Part.Media { Kind: MediaKind.Audio } => Refuse(place, "The Responses API takes no audio. Send text, or use an account that speaks Chat Completions or Gemini."),
            Part.Media { Kind: MediaKind.Video } => Refuse(place, "The Responses API takes no video. Send pictures, or use an account that speaks Gemini."),
            Part.Media { FileId: { } id } when !id.StartsWith("file-", StringComparison.Ordinal) =>
                Refuse(place, $"The file '{id}' is stored at another provider. Send its bytes instead."),
            _ => null,
        };
    }

    private static Fault Refuse(string field, string message) => new() { Kind = FaultKind.Unsupported, Param = field, Message = message };
}
