using System.Text;
using System.Text.Json;

namespace AntigravityTools.App.Demo;

/// <summary>Reads the model's words out of an answer, whatever its protocol, whole or in pieces.</summary>
internal static class TourText
{
    /// <summary>The text of an answer's body.</summary>
    public static string Read(TourRequest request, string body)
    {
        if (!request.Stream)
        {
            return TextOf(body);
        }

        var text = new StringBuilder();
        foreach (var line in body.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)))
        {
            text.Append(TextOf(line["data: ".Length..]));
        }

        return text.ToString();
    }

    private static string TextOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var type = root.TryGetProperty("type", out var name) ? name.GetString() : null;
        return type switch
        {
            "response.output_text.delta" => root.GetProperty("delta").GetString()!,
            "content_block_delta" => Texts(root.GetProperty("delta")),
            "message" => Texts(root.GetProperty("content")),
            not null => "",
            _ when root.TryGetProperty("choices", out var choices) => Texts(choices),
            _ when root.TryGetProperty("candidates", out var candidates) => Texts(candidates),
            _ when root.TryGetProperty("output", out var output) => Texts(output),
            _ => "",
        };
    }

    // Answers nest differently, but the words are always under "text" or "content".
    private static string Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => string.Concat(element.EnumerateArray().Select(Texts)),
        JsonValueKind.Object => string.Concat(element.EnumerateObject().Select(member => member switch
        {
            { Name: "text" or "content", Value.ValueKind: JsonValueKind.String } => member.Value.GetString(),
            { Name: "message" or "delta" or "content" or "parts" } => Texts(member.Value),
            _ => "",
        })),
        _ => "",
    };
}
