using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Reads the parts of one candidate's content and tells the candidate.</summary>
internal static class GeminiStreamParts
{
    private enum Holds
    {
        Nothing,
        Call,
        Bytes,
        File,
        Code,
        Output,
    }

    /// <summary>Reads a content; false where a call's pieces can not be followed.</summary>
    internal static bool Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, GeminiCandidate candidate, string seed, List<StreamEvent> events)
    {
        while (JsonRead.NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("parts"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            while (JsonRead.NextElement(ref reader))
            {
                JsonRead.ExpectObject(ref reader, "part");
                if (!ReadPart(ref reader, data, candidate, seed, events))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // The flags of a part stand before or behind what it holds.
    private static bool ReadPart(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, GeminiCandidate candidate, string seed, List<StreamEvent> events)
    {
        string? text = null, signature = null;
        var thought = false;
        var holds = Holds.Nothing;
        Utf8JsonReader held = default;
        while (JsonRead.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                text = reader.TokenType == JsonTokenType.String ? LooseText.Read(ref reader) : JsonRead.Text(ref reader, "text");
            }
            else if (reader.ValueTextEquals("thought"u8))
            {
                reader.Read();
                thought = JsonRead.Boolean(ref reader, "thought") ?? false;
            }
            else if (reader.ValueTextEquals("thoughtSignature"u8) || reader.ValueTextEquals("thought_signature"u8))
            {
                reader.Read();
                signature = JsonRead.Text(ref reader, "thoughtSignature");
            }
            else
            {
                var what = Identify(ref reader);
                reader.Read();
                if (what != Holds.Nothing && reader.TokenType == JsonTokenType.StartObject)
                {
                    holds = what;
                    held = reader;
                }

                reader.Skip();
            }
        }

        switch (holds)
        {
            case Holds.Nothing:
                candidate.Say(text ?? "", thought, signature, events);
                return true;
            case Holds.Call:
                return candidate.Call(GeminiCallPart.Read(ref held, data), seed, signature, events);
            case Holds.Bytes or Holds.File when thought:
                // A sketch on the way to the picture: it is no part of the answer.
                return true;
            case Holds.Bytes or Holds.File:
                if (ReadMedia(ref held) is { } media)
                {
                    candidate.Show(media, events);
                }

                candidate.Say("", thought: false, signature, events);
                return true;
            default:
                candidate.Say(Fenced(ref held, holds), thought: false, signature, events);
                return true;
        }
    }

    private static Holds Identify(ref Utf8JsonReader reader) => CamelCase.Of(reader.GetString()!) switch
    {
        "functionCall" => Holds.Call,
        "inlineData" => Holds.Bytes,
        "fileData" => Holds.File,
        "executableCode" => Holds.Code,
        "codeExecutionResult" => Holds.Output,
        _ => Holds.Nothing,
    };

    private static Part.Media? ReadMedia(ref Utf8JsonReader reader)
    {
        string? type = null, bytes = null, address = null;
        while (JsonRead.NextMember(ref reader))
        {
            var name = CamelCase.Of(reader.GetString()!);
            reader.Read();
            type = name == "mimeType" ? JsonRead.Text(ref reader, name) : type;
            bytes = name == "data" ? JsonRead.Text(ref reader, name) : bytes;
            address = name == "fileUri" ? JsonRead.Text(ref reader, name) : address;
            reader.Skip();
        }

        var media = new Part.Media(GeminiMedia.KindOf(type), type);
        return bytes is not null && DataUrl.Normalize(bytes) is { } base64 ? media with { Base64 = base64 }
            : address is not null ? media with { Address = address }
            : null;
    }

    // Code that Google ran, and what it printed, are part of what the answer says; other protocols show it as text.
    private static string Fenced(ref Utf8JsonReader reader, Holds holds)
    {
        string? text = null;
        var language = "";
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name is "code" or "output")
            {
                text = JsonRead.Text(ref reader, name);
            }
            else if (name == "language" && holds == Holds.Code)
            {
                language = JsonRead.Text(ref reader, name) is "PYTHON" ? "python" : "";
            }

            reader.Skip();
        }

        return text is null ? "" : $"\n```{language}\n{text.TrimEnd('\n')}\n```\n";
    }
}
