using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.OpenAI;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAIChat;

/// <summary>The legacy <c>POST /v1/completions</c>.</summary>
internal static class CompletionsEndpoint
{
    public static ValueTask<WireReply> ServeAsync(Exchange exchange)
    {
        if (OpenAiChecks.Refusal(exchange, "prompt") is { } refusal)
        {
            return ValueTask.FromResult(refusal);
        }
        var body = exchange.Body;
        var prompts = Prompts(body.GetProperty("prompt")).ToList();
        var prompt = new Prompt
        {
            Model = exchange.Model,
            LastUserText = prompts[^1],
            Segments = prompts,
            MaxTokens = body.Int("max_tokens"),
            StopSequences = ChatPromptReader.Stops(body),
        };
        var count = Math.Clamp(body.Int("n") ?? 1, 1, 8);
        var answers = prompts.SelectMany(text => Enumerable.Repeat(exchange.Answer(prompt with { LastUserText = text }), count)).ToList();
        var echoes = body.IsTrue("echo") ? prompts.SelectMany(text => Enumerable.Repeat(text, count)).ToList() : answers.ConvertAll(_ => "");
        var total = TokenCount.Of(string.Concat(answers.Select(answer => answer.Text)));
        var usage = exchange.Usage(prompt, answers[0]) with { OutputTokens = Math.Max(1, total) };
        return ValueTask.FromResult(body.IsTrue("stream") ? Stream(exchange, answers, echoes, usage) : Whole(exchange, answers, echoes, usage));
    }

    private static IEnumerable<string> Prompts(JsonElement prompt) => prompt switch
    {
        { ValueKind: JsonValueKind.String } => [prompt.GetString()!],
        { ValueKind: JsonValueKind.Array } when prompt.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String) =>
            prompt.EnumerateArray().Select(item => item.GetString() ?? ""),
        _ => [prompt.GetRawText()],
    };

    private static WireReply Whole(Exchange exchange, List<Answer> answers, List<string> echoes, AnswerUsage usage)
    {
        var choices = answers.Select((answer, index) => Choice(index, echoes[index] + answer.Text, $"\"{Finish(answer)}\""));
        return WireReply.Json($$"""{{Head(exchange, exchange.NewId("cmpl-"))}},"choices":[{{string.Join(',', choices)}}],"usage":{{ChatEndpoint.Usage(usage)}}}""");
    }

    private static WireReply Stream(Exchange exchange, List<Answer> answers, List<string> echoes, AnswerUsage usage)
    {
        var stream = new WireStream { Fault = (fault, _) => [$$"""data: {"error":{{OpenAiFaults.Body(fault)}}}""" + "\n\n"] };
        var head = Head(exchange, exchange.NewId("cmpl-"));
        var includeUsage = exchange.Body.Child("stream_options")?.IsTrue("include_usage") == true;
        var none = includeUsage ? ",\"usage\":null" : "";
        stream.MarkContent();
        for (var index = 0; index < answers.Count; index++)
        {
            foreach (var piece in TextPieces.Of(echoes[index] + answers[index].Text))
            {
                stream.Add($"data: {head},\"choices\":[{Choice(index, piece, "null")}]{none}}}\n\n");
            }
        }
        stream.MarkTerminal();
        for (var index = 0; index < answers.Count; index++)
        {
            stream.Add($"data: {head},\"choices\":[{Choice(index, "", $"\"{Finish(answers[index])}\"")}]{none}}}\n\n");
        }
        if (includeUsage)
        {
            stream.Add($"data: {head},\"choices\":[],\"usage\":{ChatEndpoint.Usage(usage)}}}\n\n");
        }
        stream.Add("data: [DONE]\n\n");
        return new WireReply { ContentType = "text/event-stream; charset=utf-8", Stream = stream };
    }

    private static string Head(Exchange exchange, string id) =>
        $$"""{"id":"{{id}}","object":"text_completion","created":{{exchange.Now.ToUnixTimeSeconds()}},"model":{{Json.Quote(exchange.Model)}}""";

    private static string Choice(int index, string text, string finish) =>
        $$"""{"text":{{Json.Quote(text)}},"index":{{index}},"logprobs":null,"finish_reason":{{finish}}}""";

    private static string Finish(Answer answer) => answer.Stop == AnswerStop.MaxTokens ? "length" : "stop";
}
