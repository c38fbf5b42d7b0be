using System.Buffers;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>One output item being written: what it is, the text so far as it stands in JSON, and its final form.</summary>
internal sealed class OpenAIResponsesOutput
{
    private readonly ArrayBufferWriter<byte> _text = new(256);

    internal OpenAIResponsesOutput(int index, BlockKind kind, string id)
    {
        (Index, Kind, Id) = (index, kind, id);
        IdBytes = System.Text.Encoding.UTF8.GetBytes(id);
        _text.Write("\""u8);
    }

    /// <summary>Its place in the output.</summary>
    internal int Index { get; }

    /// <summary>What it holds.</summary>
    internal BlockKind Kind { get; }

    /// <summary>Its id.</summary>
    internal string Id { get; }

    /// <summary>The same for frames.</summary>
    internal byte[] IdBytes { get; }

    /// <summary>The call's id.</summary>
    internal string CallId { get; init; } = "";

    /// <summary>The tool's name.</summary>
    internal string Name { get; init; } = "";

    /// <summary>The tool's namespace.</summary>
    internal string? Namespace { get; init; }

    /// <summary>The provider's proof.</summary>
    internal string? Signature { get; set; }

    /// <summary>Sources of a text, pages of a search.</summary>
    internal List<Citation> Citations { get; } = [];

    /// <summary>The raw tokens of the text's log probabilities so far, with commas between them.</summary>
    internal ArrayBufferWriter<byte>? Tokens { get; private set; }

    /// <summary>The image.</summary>
    internal Part.Media? Media { get; set; }

    /// <summary>The query of a search.</summary>
    internal string Query { get; set; } = "";

    /// <summary>True once the part that takes the text was opened.</summary>
    internal bool IsPartOpen { get; set; }

    /// <summary>UTF-16 units of text so far.</summary>
    internal int Length { get; private set; }

    /// <summary>The whole item as JSON, once it is done.</summary>
    internal byte[] Json { get; set; } = [];

    /// <summary>True once it is done.</summary>
    internal bool IsDone => Json.Length > 0;

    /// <summary>Adds text that is escaped already.</summary>
    internal void Append(ReadOnlySpan<byte> escaped, int length)
    {
        _text.Write(escaped);
        Length += length;
    }

    /// <summary>Adds the tokens of an array.</summary>
    internal void AddTokens(ReadOnlySpan<byte> list)
    {
        Tokens ??= new ArrayBufferWriter<byte>(256);
        if (Tokens.WrittenCount > 0)
        {
            Tokens.Write(","u8);
        }

        Tokens.Write(list[1..^1]);
    }

    /// <summary>Writes <c>logprobs</c>: all tokens so far.</summary>
    internal void WriteTokens(System.Text.Json.Utf8JsonWriter json)
    {
        json.WritePropertyName("logprobs"u8);
        json.WriteRawValue([(byte)'[', .. Tokens is null ? [] : Tokens.WrittenSpan, (byte)']'], skipInputValidation: true);
    }

    /// <summary>The text as JSON string.</summary>
    internal ReadOnlySpan<byte> CloseText()
    {
        _text.Write("\""u8);
        return _text.WrittenSpan;
    }
}
