using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// The edits that give a body the upstream's model where it names one beside the path: embeddings, each request of a batch of them, and
/// the request inside a token count. Google refuses a body whose model is not the path's. Nothing is added where no model stands.
/// </summary>
internal static class GeminiModelEdits
{
    /// <param name="body">Valid JSON with an object at the top.</param>
    /// <param name="model">The upstream's model.</param>
    internal static List<JsonEdit> Of(ReadOnlySpan<byte> body, string model)
    {
        var edits = new List<JsonEdit>();
        var name = JsonSplice.Quote(model.StartsWith("models/", StringComparison.Ordinal) || model.StartsWith("tunedModels/", StringComparison.Ordinal) ? model : "models/" + model);
        foreach (var member in JsonParts.Members(body))
        {
            switch (CamelCase.Of(member.Name))
            {
                case "model":
                    Set(body, member, 0, name, edits);
                    break;
                case "generateContentRequest":
                    Inside(member.In(body), member.Value, name, edits);
                    break;
                case "requests":
                    foreach (var request in JsonParts.Elements(member.In(body)))
                    {
                        Inside(request.In(member.In(body)), member.Value + request.Value, name, edits);
                    }

                    break;
            }
        }

        return edits;
    }

    private static void Inside(ReadOnlySpan<byte> json, int offset, byte[] name, List<JsonEdit> edits)
    {
        foreach (var member in JsonParts.Members(json).Where(static member => member.Name == "model"))
        {
            Set(json, member, offset, name, edits);
        }
    }

    private static void Set(ReadOnlySpan<byte> json, JsonPart member, int offset, byte[] name, List<JsonEdit> edits)
    {
        if (json[member.Value] == (byte)'"')
        {
            edits.Add(new JsonEdit(offset + member.Value, member.End - member.Value, name));
        }
    }
}
