using System.Collections.Frozen;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// The part of <c>generationConfig</c> that asks for a picture or for speech: <c>responseModalities</c>, <c>imageConfig</c>,
/// <c>speechConfig</c> (Gemini API reference, image generation and speech generation, 2026-11).
/// </summary>
internal static class GeminiMediaSettings
{
    private const int SmallEdge = 1536;
    private const int MiddleEdge = 2560;

    private static readonly (int Width, int Height)[] Ratios =
        [(1, 1), (2, 3), (3, 2), (3, 4), (4, 3), (4, 5), (5, 4), (9, 16), (16, 9), (21, 9)];

    // OpenAI's voices, each with one of Google's that is described alike. Other names are Google's own.
    private static readonly FrozenDictionary<string, string> Voices = new Dictionary<string, string>
    {
        ["alloy"] = "Kore", ["ash"] = "Charon", ["ballad"] = "Enceladus", ["cedar"] = "Iapetus", ["coral"] = "Aoede", ["echo"] = "Puck",
        ["fable"] = "Fenrir", ["marin"] = "Sulafat", ["nova"] = "Zephyr", ["onyx"] = "Orus", ["sage"] = "Leda", ["shimmer"] = "Callirrhoe",
        ["verse"] = "Umbriel",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    internal static void Write(Utf8JsonWriter json, MediaOutput output, GeminiModelRules rules, LossList losses)
    {
        json.WriteStartArray("responseModalities"u8);
        json.WriteStringValue(output.Kind == MediaKind.Audio ? "AUDIO"u8 : "IMAGE"u8);
        json.WriteEndArray();
        if (output is { Kind: MediaKind.Image, Width: > 0, Height: > 0 })
        {
            WriteImage(json, output.Width.Value, output.Height.Value, rules, losses);
        }
        else if (output is { Kind: MediaKind.Audio, Voice: { Length: > 0 } voice })
        {
            WriteVoice(json, voice, losses);
        }
    }

    private static void WriteImage(Utf8JsonWriter json, int width, int height, GeminiModelRules rules, LossList losses)
    {
        var wanted = Math.Log((double)width / height);
        var (x, y) = Ratios.MinBy(ratio => Math.Abs(Math.Log((double)ratio.Width / ratio.Height) - wanted));
        json.WriteStartObject("imageConfig"u8);
        json.WriteString("aspectRatio"u8, $"{x}:{y}");
        var edge = Math.Max(width, height);
        if (rules.IsThird && edge > 100)
        {
            json.WriteString("imageSize"u8, edge <= SmallEdge ? "1K"u8 : edge <= MiddleEdge ? "2K"u8 : "4K"u8);
        }

        json.WriteEndObject();
        if (edge > 100 || x * height != y * width)
        {
            losses.Approximated("size", $"Gemini takes an aspect ratio instead of pixels; it gets {x}:{y}");
        }
    }

    private static void WriteVoice(Utf8JsonWriter json, string voice, LossList losses)
    {
        if (Voices.TryGetValue(voice, out var near))
        {
            losses.Approximated("voice", $"'{voice}' is OpenAI's voice; Gemini speaks with '{near}'");
        }

        json.WriteStartObject("speechConfig"u8);
        json.WriteStartObject("voiceConfig"u8);
        json.WriteStartObject("prebuiltVoiceConfig"u8);
        json.WriteString("voiceName"u8, near ?? voice);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
