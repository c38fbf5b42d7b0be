using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Scans a JSON request once and keeps the few top-level fields that routing needs. The whole text is checked to be JSON on the way.</summary>
internal ref struct RequestHeadReader
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly HeadFields _fields;
    private Utf8JsonReader _reader;
    private RequestHead _head;
    private string? _cacheKey;
    private bool _hasModel;
    private OpeningReader _opening;

    private RequestHeadReader(HeadFields fields, ReadOnlySpan<byte> body)
    {
        _body = body;
        _fields = fields;
        _reader = new Utf8JsonReader(body, JsonScan.Options);
        _head = new RequestHead();
    }

    /// <summary>Reads the head; what is wrong with the body comes back as <see cref="RequestHead.Fault"/>.</summary>
    internal static RequestHead Read(HeadFields fields, ReadOnlySpan<byte> body)
    {
        if (body.Trim(" \t\r\n"u8).IsEmpty)
        {
            return Refused("The request body is empty. Send one JSON object.");
        }

        if (body.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Refused("The request body starts with a byte order mark (line 1, byte 1). Send JSON as UTF-8 without it.");
        }

        return new RequestHeadReader(fields, body).Read();
    }

    private RequestHead Read()
    {
        try
        {
            _reader.Read();
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                return Refused($"The request body is {Name(_reader.TokenType)}. Send one JSON object.");
            }

            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                if (ReadMember() is { } fault)
                {
                    return new RequestHead { Fault = fault };
                }
            }

            // Anything behind the object makes this throw.
            _reader.Read();
        }
        catch (JsonException e)
        {
            return Refused(Describe(e));
        }
        catch (InvalidOperationException)
        {
            // A name with half of a surrogate pair: no place is told.
            return Refused("The request body has a member name that is not valid Unicode text. Send one JSON object in UTF-8.");
        }

        return _head with
        {
            Conversation = _head.Conversation ?? _cacheKey,
            SystemPrompt = _opening.SystemPrompt,
            FirstUserMessage = _opening.User,
            MaxOutputTokens = _opening.MaxOutputTokens,
            HasTools = _opening.HasTools,
        };
    }

    private Fault? ReadMember()
    {
        var field = Identify();
        if (field == HeadFields.None && _opening.TryRead(ref _reader))
        {
            return null;
        }

        _reader.Read();
        return field switch
        {
            HeadFields.Model => ReadModel(),
            HeadFields.Stream => ReadFlag("stream", out var on) ?? Keep(_head with { Stream = on }),
            HeadFields.StreamOptions => ReadStreamOptions(),
            HeadFields.PromptCacheKey => ReadText("prompt_cache_key", out _cacheKey),
            HeadFields.UserId => ReadMetadata(),
            HeadFields.Conversation => ReadObject("conversation") ?? Keep(_head with { Conversation = _head.ServerObject }),
            HeadFields.ServerObject => ReadObject("container"),
            HeadFields.PreviousResponseId =>
                ReadText("previous_response_id", out var id) ?? Keep(_head with { PreviousResponseId = id }),
            _ => SkipValue(),
        };
    }

    private readonly HeadFields Identify()
    {
        var field =
            _reader.ValueTextEquals("model"u8) ? HeadFields.Model
            : _reader.ValueTextEquals("stream"u8) ? HeadFields.Stream
            : _reader.ValueTextEquals("stream_options"u8) ? HeadFields.StreamOptions
            : _reader.ValueTextEquals("metadata"u8) ? HeadFields.UserId
            : _reader.ValueTextEquals("prompt_cache_key"u8) ? HeadFields.PromptCacheKey
            : _reader.ValueTextEquals("conversation"u8) ? HeadFields.Conversation
            : _reader.ValueTextEquals("container"u8) || _reader.ValueTextEquals("cachedContent"u8) ? HeadFields.ServerObject
            : _reader.ValueTextEquals("previous_response_id"u8) ? HeadFields.PreviousResponseId
            : HeadFields.None;
        return field & _fields;
    }

    private Fault? ReadModel()
    {
        if (_hasModel)
        {
            return Wrong("model", "The request body names `model` twice, so it is not clear which one is meant. Send it once.");
        }

        _hasModel = true;
        var start = (int)_reader.TokenStartIndex;
        return ReadText("model", out var model)
            ?? Keep(_head with { Model = model, ModelValue = model is null ? default : start..(int)_reader.BytesConsumed });
    }

    private Fault? ReadStreamOptions()
    {
        _head = _head with { HasStreamOptions = true };
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return WrongType("stream_options", "an object or null");
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var hit = _reader.ValueTextEquals("include_usage"u8);
            _reader.Read();
            if (!hit)
            {
                _reader.Skip();
            }
            else if (ReadFlag("stream_options.include_usage", out var on) is { } fault)
            {
                return fault;
            }
            else
            {
                _head = _head with { IncludeUsage = on };
            }
        }

        return null;
    }

    private Fault? ReadMetadata()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return _reader.TokenType == JsonTokenType.Null ? null : WrongType("metadata", "an object or null");
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var hit = _reader.ValueTextEquals("user_id"u8);
            _reader.Read();
            if (!hit)
            {
                _reader.Skip();
            }
            else if (ReadText("metadata.user_id", out var user) is { } fault)
            {
                return fault;
            }
            else
            {
                _head = _head with { Conversation = SessionOfUser.Find(user) };
            }
        }

        return null;
    }

    private Fault? ReadObject(string field)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return ReadText(field, out var name, "a string, an object with `id`, or null")
                ?? Keep(_head with { ServerObject = name });
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var hit = _reader.ValueTextEquals("id"u8);
            _reader.Read();
            if (!hit)
            {
                _reader.Skip();
            }
            else if (ReadText($"{field}.id", out var id) is { } fault)
            {
                return fault;
            }
            else
            {
                _head = _head with { ServerObject = id };
            }
        }

        return null;
    }

    private Fault? ReadFlag(string field, out bool on)
    {
        on = _reader.TokenType == JsonTokenType.True;
        return _reader.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null
            ? null
            : WrongType(field, "true or false");
    }

    private Fault? ReadText(string field, out string? text, string expected = "a string")
    {
        text = null;
        if (_reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            return WrongType(field, expected);
        }

        try
        {
            text = _reader.GetString();
            return null;
        }
        catch (InvalidOperationException)
        {
            return Wrong(field, $"`{field}` is not valid Unicode text. Send it as UTF-8.");
        }
    }

    private Fault? Keep(RequestHead head)
    {
        _head = head;
        return null;
    }

    private Fault? SkipValue()
    {
        _reader.Skip();
        return null;
    }

    private readonly Fault WrongType(string field, string expected) =>
        Wrong(field, $"`{field}` must be {expected}, but it is {Name(_reader.TokenType)}. Correct the field and send the request again.");

    private readonly string Describe(JsonException e)
    {
        var place = $"line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}";
        return _reader.CurrentDepth >= JsonScan.MaxDepth - 1
            ? $"The request body nests deeper than {JsonScan.MaxDepth} levels ({place}). Flatten it."
            : $"The request body is not valid JSON: {place}. Send one JSON object in UTF-8.";
    }

    private static string Name(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };

    private static Fault Wrong(string field, string message) =>
        new() { Kind = FaultKind.InvalidRequest, Message = message, Param = field };

    private static RequestHead Refused(string message) =>
        new() { Fault = new Fault { Kind = FaultKind.InvalidRequest, Message = message } };
}
