using System.Text.Json;

namespace AntigravityTools.Protocols.Framing;

/// <summary>
/// Notes, on the way of the one scan, what a conversation opens with (its system prompt and its first user message, as byte ranges) and
/// how much is asked for.
/// </summary>
internal struct OpeningReader
{
    private enum Role
    {
        User,
        System,
        Other,
    }

    internal Range SystemPrompt { get; private set; }

    internal Range User { get; private set; }

    internal int? MaxOutputTokens { get; private set; }

    internal bool HasTools { get; private set; }

    /// <summary>Reads past the member on whose name the reader stands; false, and nothing read, where it is none of ours.</summary>
    internal bool TryRead(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("messages"u8) || reader.ValueTextEquals("contents"u8) || reader.ValueTextEquals("input"u8))
        {
            reader.Read();
            ReadMessages(ref reader);
        }
        else if (reader.ValueTextEquals("system"u8) || reader.ValueTextEquals("instructions"u8)
            || reader.ValueTextEquals("systemInstruction"u8) || reader.ValueTextEquals("system_instruction"u8))
        {
            reader.Read();
            SystemPrompt = Whole(ref reader);
        }
        else if (reader.ValueTextEquals("tools"u8))
        {
            reader.Read();
            HasTools = Whole(ref reader) is var tools && tools.End.Value - tools.Start.Value > "null"u8.Length;
        }
        else if (reader.ValueTextEquals("max_tokens"u8) || reader.ValueTextEquals("max_output_tokens"u8) || reader.ValueTextEquals("max_completion_tokens"u8))
        {
            reader.Read();
            MaxOutputTokens = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var most) ? most : null;
            reader.Skip();
        }
        else
        {
            return false;
        }

        return true;
    }

    // The first system message and the first user message of a list; a value that is no list is the user's whole message.
    private void ReadMessages(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            User = Whole(ref reader);
            return;
        }

        var found = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (found || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            var role = ReadRole(ref reader);
            var range = start..(int)reader.BytesConsumed;
            found = role == Role.User;
            if (found)
            {
                User = range;
            }
            else if (role == Role.System && SystemPrompt.Equals(default))
            {
                SystemPrompt = range;
            }
        }
    }

    private static Range Whole(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    // Gemini leaves the role out where only the user speaks.
    private static Role ReadRole(ref Utf8JsonReader reader)
    {
        var role = Role.User;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var hit = reader.ValueTextEquals("role"u8);
            reader.Read();
            if (hit && reader.TokenType == JsonTokenType.String)
            {
                role = reader.ValueTextEquals("user"u8) ? Role.User
                    : reader.ValueTextEquals("system"u8) || reader.ValueTextEquals("developer"u8) ? Role.System
                    : Role.Other;
            }
            else
            {
                reader.Skip();
            }
        }

        return role;
    }
}
