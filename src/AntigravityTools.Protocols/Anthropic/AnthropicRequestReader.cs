using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Reads a Messages request in one pass (Anthropic API reference, 2023-06-01 and 2026-10-21).</summary>
internal sealed class AnthropicRequestReader(ReadOnlyMemory<byte> body)
{
    private readonly AnthropicBlockReader _blocks = new(body);
    private readonly ImmutableArray<Message>.Builder _messages = ImmutableArray.CreateBuilder<Message>();
    private ImmutableArray<Part> _system = [];
    private ChatRequest _request = new() { Model = "", Messages = [] };
    private ReasoningRequest? _reasoning;
    private ExtrasBuilder _extras = new(Protocol.Anthropic);

    internal static ReadResult<ChatRequest> Read(ReadOnlyMemory<byte> body, string? pathModel)
    {
        try
        {
            return new AnthropicRequestReader(body).Read(pathModel);
        }
        catch (FieldException wrong)
        {
            return wrong.ToFault();
        }
        catch (JsonException malformed)
        {
            return new Fault { Kind = FaultKind.InvalidRequest, Message = $"The body is not valid JSON: {malformed.Message}" };
        }
        catch (InvalidOperationException)
        {
            // The JSON reader's word for a name whose bytes are no text.
            return new Fault { Kind = FaultKind.InvalidRequest, Message = "The body holds text that is not valid UTF-8 or has half a surrogate pair." };
        }
    }

    private ChatRequest Read(string? pathModel)
    {
        var reader = new Utf8JsonReader(body.Span, JsonScan.Options);
        reader.Read();
        JsonRead.ExpectObject(ref reader, "body");
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            ReadMember(ref reader, name);
        }

        if (_messages.Count == 0)
        {
            throw new FieldException("messages", "'messages' must hold at least one message.");
        }

        if (!_system.IsEmpty)
        {
            _messages.Insert(0, new Message { Role = Role.System, Parts = _system, Place = "system" });
        }

        return _request with
        {
            Model = _request.Model.Length > 0 ? _request.Model : pathModel ?? "",
            Messages = _messages.ToImmutable(),
            Reasoning = _reasoning,
            Extras = _extras.Build(),
        };
    }

    private void ReadMember(ref Utf8JsonReader reader, string name)
    {
        var sampling = _request.Sampling;
        switch (name)
        {
            case "model":
                _request = _request with { Model = JsonRead.Text(ref reader, name) ?? "" };
                break;
            case "messages":
                ReadMessages(ref reader);
                break;
            case "system":
                _system = _blocks.ReadContent(ref reader, name);
                break;
            case "max_tokens":
                _request = _request with { Sampling = sampling with { MaxOutputTokens = JsonRead.Integer(ref reader, name) } };
                break;
            case "temperature":
                _request = _request with { Sampling = sampling with { Temperature = JsonRead.Number(ref reader, name) } };
                break;
            case "top_p":
                _request = _request with { Sampling = sampling with { TopP = JsonRead.Number(ref reader, name) } };
                break;
            case "top_k":
                _request = _request with { Sampling = sampling with { TopK = (int?)JsonRead.Integer(ref reader, name) } };
                break;
            case "stop_sequences":
                _request = _request with { Sampling = sampling with { StopSequences = JsonRead.Texts(ref reader, name) } };
                break;
            case "stream":
                _request = _request with { Stream = JsonRead.Boolean(ref reader, name) ?? false };
                break;
            case "tools":
                _request = _request with { Tools = AnthropicToolReader.ReadTools(ref reader, body) };
                break;
            case "tool_choice":
                _request = AnthropicToolReader.ReadChoice(ref reader, _request);
                break;
            case "thinking":
                ReadThinking(ref reader);
                break;
            case "output_config":
                ReadOutput(ref reader);
                break;
            case "metadata":
                ReadMetadata(ref reader);
                break;
            case "service_tier":
                _request = _request with { ServiceTier = JsonRead.Text(ref reader, name) };
                break;
            default:
                _extras.Add(name, ref reader, body);
                break;
        }
    }

    private void ReadMessages(ref Utf8JsonReader reader)
    {
        JsonRead.ExpectArray(ref reader, "messages");
        for (var i = 0; JsonRead.NextElement(ref reader); i++)
        {
            ReadMessage(ref reader, $"messages[{i}]");
        }
    }

    private void ReadMessage(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        var extras = new ExtrasBuilder(Protocol.Anthropic);
        string? role = null;
        ImmutableArray<Part> content = [];
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "role":
                    role = JsonRead.Text(ref reader, $"{place}.role");
                    break;
                case "content":
                    content = _blocks.ReadContent(ref reader, $"{place}.content");
                    break;
                default:
                    extras.Add(name, ref reader, body);
                    break;
            }
        }

        var kept = extras.Build();
        switch (role)
        {
            case "assistant":
                _messages.Add(new Message { Role = Role.Assistant, Parts = content, Extras = kept, Place = place });
                return;
            case "system":
                _messages.Add(new Message { Role = Role.System, Parts = content, Extras = kept, Place = place });
                return;
            case "user":
                AddUser(content, kept, place);
                return;
            default:
                throw new FieldException($"{place}.role", $"'{place}.role' must be user, assistant or system; it is '{role}'.");
        }
    }

    // Results are a message of their own in the model; what the user adds comes behind them.
    private void AddUser(ImmutableArray<Part> content, Extras? kept, string place)
    {
        var results = content.Where(part => part is Part.ToolResult).ToImmutableArray();
        if (!results.IsEmpty)
        {
            _messages.Add(new Message { Role = Role.Tool, Parts = results, Place = place });
        }

        if (results.Length < content.Length || content.IsEmpty)
        {
            _messages.Add(new Message { Role = Role.User, Parts = content.RemoveAll(part => part is Part.ToolResult), Extras = kept, Place = place });
        }
    }

    private void ReadThinking(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.ExpectObject(ref reader, "thinking");
        var reasoning = _reasoning ?? new ReasoningRequest();
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "type":
                    var type = JsonRead.Text(ref reader, "thinking.type");
                    reasoning = type switch
                    {
                        "adaptive" or "between_tools" => reasoning with { Adaptive = true },
                        "disabled" => reasoning with { BudgetTokens = 0 },
                        _ => reasoning,
                    };
                    break;
                case "budget_tokens":
                    reasoning = reasoning with { BudgetTokens = JsonRead.Integer(ref reader, "thinking.budget_tokens") };
                    break;
                case "display":
                    reasoning = reasoning with { Show = JsonRead.Text(ref reader, "thinking.display") != "omitted" };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        _reasoning = reasoning;
    }

    private void ReadOutput(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.ExpectObject(ref reader, "output_config");
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "effort":
                    var word = JsonRead.Text(ref reader, "output_config.effort");
                    _reasoning = (_reasoning ?? new ReasoningRequest()) with { Effort = EffortScale.Parse(word) };
                    break;
                case "format" when reader.TokenType == JsonTokenType.StartObject:
                    _request = _request with { OutputFormat = ReadFormat(ref reader) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private OutputFormat? ReadFormat(ref Utf8JsonReader reader)
    {
        var schema = default(RawJson);
        while (JsonRead.NextMember(ref reader))
        {
            var isSchema = reader.ValueTextEquals("schema"u8);
            reader.Read();
            schema = isSchema ? JsonRead.Raw(ref reader, body) : schema;
            reader.Skip();
        }

        return schema.IsAbsent ? null : new OutputFormat { Schema = schema, Strict = true };
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.ExpectObject(ref reader, "metadata");
        while (JsonRead.NextMember(ref reader))
        {
            var isUser = reader.ValueTextEquals("user_id"u8);
            reader.Read();
            _request = isUser ? _request with { User = JsonRead.Text(ref reader, "metadata.user_id") } : _request;
            reader.Skip();
        }
    }
}
