using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Reads a request of <c>POST /v1/responses</c> or <c>/v1/responses/input_tokens</c> (OpenAI API reference, 2026-11).</summary>
internal ref struct OpenAIResponsesRequestReader
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly ImmutableArray<KeyValuePair<string, RawJson>>.Builder _extras = ImmutableArray.CreateBuilder<KeyValuePair<string, RawJson>>();
    private readonly OpenAIResponsesConversation _conversation = new();
    private readonly OpenAIResponsesToolReader _tools;
    private readonly OpenAIResponsesItemReader _items;
    private Utf8JsonReader _reader;
    private ChatRequest _request = new() { Model = "", Messages = [] };
    private string? _instructions;
    private string? _user;
    private bool _continues;

    private OpenAIResponsesRequestReader(ReadOnlyMemory<byte> body)
    {
        _body = body;
        _tools = new OpenAIResponsesToolReader(_extras);
        _items = new OpenAIResponsesItemReader(_conversation, _tools);
        _reader = new Utf8JsonReader(body.Span, JsonScan.Options);
    }

    /// <summary>Reads the body; what is wrong with it is a fault that names the field.</summary>
    internal static ReadResult<ChatRequest> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return new OpenAIResponsesRequestReader(body).Read();
        }
        catch (FieldException e)
        {
            return e.ToFault();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new Fault { Kind = FaultKind.InvalidRequest, Message = "The request body is not valid JSON. Send one JSON object in UTF-8." };
        }
    }

    private ReadResult<ChatRequest> Read()
    {
        _reader.Read();
        JsonRead.ExpectObject(ref _reader, "body");
        while (JsonRead.NextMember(ref _reader))
        {
            var name = _reader.GetString()!;
            _reader.Read();
            if (_reader.TokenType != JsonTokenType.Null && !ReadContent(name) && !ReadSetting(name))
            {
                ReadOther(name);
            }
        }

        _reader.Read();
        return Finish();
    }

    private readonly ReadResult<ChatRequest> Finish()
    {
        var messages = _conversation.ToMessages();
        if (_instructions is { Length: > 0 } instructions)
        {
            messages = messages.Insert(0, new Message { Role = Role.System, Parts = [new Part.Text(instructions) { Place = "instructions" }], Place = "instructions" });
        }

        if (_request.Model.Length == 0)
        {
            throw new FieldException("model", "'model' is missing. Name the model to ask.");
        }

        if (messages.IsEmpty && !_continues)
        {
            throw new FieldException("input", "'input' is missing or empty. Send a text or a list of items.");
        }

        return _request with
        {
            Messages = messages,
            Tools = _tools.ToTools(),
            User = _request.User ?? _user,
            Source = new RawJson(_body),
            Extras = new Extras(Protocol.OpenAIResponses, _extras.ToImmutable()),
        };
    }

    private bool ReadContent(string name)
    {
        switch (name)
        {
            case "input":
                ReadInput();
                return true;
            case "instructions":
                ReadInstructions();
                return true;
            case "tools":
                _tools.Read(ref _reader, _body, name);
                return true;
            case "tool_choice":
                _request = _request with { ToolChoice = OpenAIResponsesToolChoices.Read(JsonRead.Raw(ref _reader, _body)) };
                return true;
            default:
                return false;
        }
    }

    private void ReadInput()
    {
        if (_reader.TokenType == JsonTokenType.String)
        {
            _conversation.AddMessage(new Message { Role = Role.User, Parts = [new Part.Text(JsonRead.Text(ref _reader, "input")!) { Place = "input" }], Place = "input" });
            return;
        }

        JsonRead.ExpectArray(ref _reader, "input");
        for (var i = 0; JsonRead.NextElement(ref _reader); i++)
        {
            _items.Read(ref _reader, _body, $"input[{i}]");
        }
    }

    // A list of items stands here where a stored prompt was expanded.
    private void ReadInstructions()
    {
        if (_reader.TokenType == JsonTokenType.String)
        {
            _instructions = JsonRead.Text(ref _reader, "instructions");
            return;
        }

        JsonRead.ExpectArray(ref _reader, "instructions");
        for (var i = 0; JsonRead.NextElement(ref _reader); i++)
        {
            _items.Read(ref _reader, _body, $"instructions[{i}]");
        }
    }

    private bool ReadSetting(string name)
    {
        var sampling = _request.Sampling;
        ChatRequest? read = name switch
        {
            "model" => _request with { Model = JsonRead.Text(ref _reader, name)! },
            "stream" => _request with { Stream = JsonRead.Boolean(ref _reader, name) == true },
            "max_output_tokens" => _request with { Sampling = sampling with { MaxOutputTokens = JsonRead.Integer(ref _reader, name) } },
            "temperature" => _request with { Sampling = sampling with { Temperature = JsonRead.Number(ref _reader, name) } },
            "top_p" => _request with { Sampling = sampling with { TopP = JsonRead.Number(ref _reader, name) } },
            "top_logprobs" => _request with { Sampling = sampling with { TopLogprobs = (int?)JsonRead.Integer(ref _reader, name) } },
            "parallel_tool_calls" => _request with { ParallelToolCalls = JsonRead.Boolean(ref _reader, name) },
            "reasoning" => _request with { Reasoning = OpenAIResponsesSettings.ReadReasoning(JsonRead.Raw(ref _reader, _body), _extras) },
            "text" => _request with { OutputFormat = OpenAIResponsesSettings.ReadText(JsonRead.Raw(ref _reader, _body), _extras) },
            "metadata" => _request with { Metadata = JsonRead.Raw(ref _reader, _body) },
            "prompt_cache_key" => _request with { PromptCacheKey = JsonRead.Text(ref _reader, name) },
            "service_tier" => _request with { ServiceTier = JsonRead.Text(ref _reader, name) },
            "safety_identifier" => _request with { User = JsonRead.Text(ref _reader, name) },
            "include" => OpenAIResponsesSettings.ReadInclude(JsonRead.Raw(ref _reader, _body), _request),
            _ => null,
        };
        _request = read ?? _request;
        return read is not null;
    }

    private void ReadOther(string name)
    {
        switch (name)
        {
            case "user":
                _user = JsonRead.Text(ref _reader, name);
                break;
            case "background":
                if (JsonRead.Boolean(ref _reader, name) == true)
                {
                    throw new FieldException(name, "'background' can not be true: only the provider that runs the answer could keep it. Leave it out and stream instead.");
                }

                break;
            case "prompt":
                throw new FieldException(name, "'prompt' names a template that OpenAI stores. Send its text as 'instructions' and 'input' instead.");
            case "truncation" when _reader.TokenType == JsonTokenType.String && _reader.ValueTextEquals("disabled"u8):
                break;
            case "store":
                JsonRead.Boolean(ref _reader, name);
                break;
            case "stream_options" or "client_metadata":
                // Padding of the stream, and the client's own marks: nothing that an answer depends on.
                _reader.Skip();
                break;
            case "previous_response_id" or "conversation":
                _continues = true;
                _extras.Add(new(name, JsonRead.Raw(ref _reader, _body)));
                break;
            default:
                _extras.Add(new(name, JsonRead.Raw(ref _reader, _body)));
                break;
        }
    }
}
