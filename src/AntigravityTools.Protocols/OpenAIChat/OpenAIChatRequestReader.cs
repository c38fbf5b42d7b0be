using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Reads a chat completion request in one pass (OpenAI API reference, 2026-11).</summary>
internal sealed class OpenAIChatRequestReader(ReadOnlyMemory<byte> body)
{
    private readonly OpenAIChatMessageReader _messages = new(body);
    private ChatRequest _request = new() { Model = "", Messages = [] };
    private ImmutableArray<ToolDefinition> _functions = [];
    private ExtrasBuilder _extras = new(Protocol.OpenAIChat);
    private long? _maxCompletion;
    private long? _maxTokens;

    internal static ReadResult<ChatRequest> Read(ReadOnlyMemory<byte> body, bool hasMessages = true)
    {
        try
        {
            var request = new OpenAIChatRequestReader(body).Read();
            return hasMessages && request.Messages.IsEmpty ? throw new FieldException("messages", "'messages' must hold at least one message.") : request;
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

    private ChatRequest Read()
    {
        var reader = new Utf8JsonReader(body.Span, JsonScan.Options);
        reader.Read();
        JsonRead.ExpectObject(ref reader, "body");
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!ReadSampling(ref reader, name) && !ReadWhat(ref reader, name))
            {
                _extras.Add(name, ref reader, body);
            }
        }

        return _request with
        {
            Tools = [.. _request.Tools, .. _functions],
            Sampling = _request.Sampling with { MaxOutputTokens = _maxCompletion ?? _maxTokens },
            Extras = _extras.Build(),
        };
    }

    private bool ReadWhat(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "model":
                _request = _request with { Model = JsonRead.Text(ref reader, name) ?? "" };
                return true;
            case "messages":
                _request = _request with { Messages = _messages.Read(ref reader) };
                return true;
            case "tools":
                _request = _request with { Tools = [.. OpenAIChatToolReader.ReadTools(ref reader, body), .. _request.Tools] };
                return true;
            case "functions":
                _functions = OpenAIChatToolReader.ReadFunctions(ref reader, body);
                return true;
            case "tool_choice" or "function_call":
                _request = _request with { ToolChoice = OpenAIChatToolReader.ReadChoice(ref reader, name) };
                return true;
            case "parallel_tool_calls":
                _request = _request with { ParallelToolCalls = JsonRead.Boolean(ref reader, name) };
                return true;
            case "stream":
                _request = _request with { Stream = JsonRead.Boolean(ref reader, name) ?? false };
                return true;
            case "stream_options":
                ReadStreamOptions(ref reader);
                return true;
            case "response_format":
                _request = _request with { OutputFormat = OpenAIChatFormats.Read(ref reader, body) };
                return true;
            case "reasoning_effort":
                var word = JsonRead.Text(ref reader, name);
                _request = _request with { Reasoning = word is null ? null : new ReasoningRequest { Effort = EffortOf(word, name) } };
                return true;
            case "user" or "safety_identifier":
                _request = _request with { User = JsonRead.Text(ref reader, name) ?? _request.User };
                return true;
            case "prompt_cache_key":
                _request = _request with { PromptCacheKey = JsonRead.Text(ref reader, name) };
                return true;
            case "service_tier":
                _request = _request with { ServiceTier = JsonRead.Text(ref reader, name) };
                return true;
            case "metadata":
                _request = _request with { Metadata = reader.TokenType == JsonTokenType.Null ? default : JsonRead.Raw(ref reader, body) };
                return true;
            case "web_search_options":
                _request = _request with { Tools = _request.Tools.Add(OpenAIChatToolReader.ReadWebSearch(ref reader, body)) };
                return true;
            default:
                return false;
        }
    }

    private bool ReadSampling(ref Utf8JsonReader reader, string name)
    {
        var sampling = _request.Sampling;
        switch (name)
        {
            case "max_completion_tokens":
                _maxCompletion = JsonRead.Integer(ref reader, name);
                return true;
            case "max_tokens":
                _maxTokens = JsonRead.Integer(ref reader, name);
                return true;
            case "temperature":
                sampling = sampling with { Temperature = JsonRead.Number(ref reader, name) };
                break;
            case "top_p":
                sampling = sampling with { TopP = JsonRead.Number(ref reader, name) };
                break;
            case "top_k":
                sampling = sampling with { TopK = (int?)JsonRead.Integer(ref reader, name) };
                break;
            case "stop":
                sampling = sampling with { StopSequences = Stops(ref reader) };
                break;
            case "n":
                sampling = sampling with { Candidates = (int?)JsonRead.Integer(ref reader, name) };
                break;
            case "frequency_penalty":
                sampling = sampling with { FrequencyPenalty = JsonRead.Number(ref reader, name) };
                break;
            case "presence_penalty":
                sampling = sampling with { PresencePenalty = JsonRead.Number(ref reader, name) };
                break;
            case "seed":
                sampling = sampling with { Seed = JsonRead.Integer(ref reader, name) };
                break;
            case "logprobs":
                sampling = sampling with { Logprobs = JsonRead.Boolean(ref reader, name) };
                break;
            case "top_logprobs":
                sampling = sampling with { TopLogprobs = (int?)JsonRead.Integer(ref reader, name) };
                break;
            default:
                return false;
        }

        _request = _request with { Sampling = sampling };
        return true;
    }

    private void ReadStreamOptions(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.ExpectObject(ref reader, "stream_options");
        while (JsonRead.NextMember(ref reader))
        {
            var isUsage = reader.ValueTextEquals("include_usage"u8);
            reader.Read();
            if (isUsage)
            {
                _request = _request with { IncludeUsage = JsonRead.Boolean(ref reader, "stream_options.include_usage") ?? false };
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static ImmutableArray<string> Stops(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonRead.Text(ref reader, "stop") is { } one ? [one] : [];
        }

        var stops = ImmutableArray.CreateBuilder<string>();
        while (JsonRead.NextElement(ref reader))
        {
            stops.Add(JsonRead.Text(ref reader, "stop") ?? "");
        }

        return stops.ToImmutable();
    }

    private static Effort EffortOf(string word, string field) => EffortScale.Parse(word)
        ?? throw new FieldException(field, $"'{field}' must be none, minimal, low, medium, high, xhigh or max; it is '{word}'.");
}
