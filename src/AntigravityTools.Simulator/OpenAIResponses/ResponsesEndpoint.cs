using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.OpenAI;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary><c>/v1/responses</c> and what hangs below it.</summary>
internal static class ResponsesEndpoint
{
    public static ValueTask<WireReply> CreateAsync(Exchange exchange) => ValueTask.FromResult(Create(exchange));

    public static ValueTask<WireReply> CountInputAsync(Exchange exchange)
    {
        var reply = OpenAiChecks.Refusal(exchange, "input")
            ?? WireReply.Json($$"""{"object":"response.input_tokens","input_tokens":{{ResponsesPromptReader.Read(exchange.Body, []).Tokens}}}""");
        return ValueTask.FromResult(reply);
    }

    /// <summary>Compaction: the user's messages stay, the rest becomes one opaque item.</summary>
    public static ValueTask<WireReply> CompactAsync(Exchange exchange)
    {
        if ((OpenAiChecks.Refusal(exchange, "input") ?? ResponsesChecks.Refusal(exchange, [])) is { } refusal)
        {
            return ValueTask.FromResult(refusal);
        }
        var prompt = ResponsesPromptReader.Read(exchange.Body, []);
        var usage = exchange.Usage(prompt, new Answer { Text = "compacted" });
        var kept = exchange.Body.Items("input").Where(item => item.Text("role") == "user").Select(item => UserMessage(exchange, item));
        var compaction = $$"""{"id":"{{exchange.NewId("cmp_")}}","type":"compaction","encrypted_content":{{Json.Quote(OpaqueState.Make(exchange, "openai", string.Concat(prompt.Segments)))}}}""";
        return ValueTask.FromResult(WireReply.Json($$"""
            {"id":"{{exchange.NewId("resp_")}}","object":"response.compaction","created_at":{{exchange.Now.ToUnixTimeSeconds()}},"output":[{{string.Join(',', kept.Append(compaction))}}],"usage":{{ResponseResource.Usage(usage)}}}
            """));
    }

    public static ValueTask<WireReply> GetAsync(Exchange exchange, string id) => ValueTask.FromResult(
        exchange.State.Responses.Find(id, exchange.Request.Credential) is { } stored ? WireReply.Json(stored.Resource) : NotFound(id));

    public static ValueTask<WireReply> DeleteAsync(Exchange exchange, string id)
    {
        if (exchange.State.Responses.Find(id, exchange.Request.Credential) is null)
        {
            return ValueTask.FromResult(NotFound(id));
        }
        exchange.State.Responses.Remove(id);
        return ValueTask.FromResult(WireReply.Json($$"""{"id":{{Json.Quote(id)}},"object":"response","deleted":true}"""));
    }

    /// <summary>The WebSocket form is not offered; clients fall back to HTTP on this status.</summary>
    public static ValueTask<WireReply> UpgradeAsync(Exchange exchange) => ValueTask.FromResult(WireReply.Json(
        """{"error":{"message":"WebSocket is not available here; use POST.","type":"invalid_request_error","param":null,"code":null}}""", 426));

    private static WireReply Create(Exchange exchange)
    {
        if (OpenAiChecks.Refusal(exchange) is { } refusal)
        {
            return refusal;
        }
        IReadOnlyList<string> earlier = [];
        if (exchange.Body.Text("previous_response_id") is { } previous)
        {
            if (exchange.State.Responses.Find(previous, exchange.Request.Credential) is not { } stored)
            {
                return PreviousNotFound(previous);
            }
            earlier = stored.Items;
        }
        if ((ResponsesChecks.Refusal(exchange, earlier)) is { } broken)
        {
            return broken;
        }
        var prompt = ResponsesPromptReader.Read(exchange.Body, earlier);
        var answer = exchange.Answer(prompt);
        var writer = new ResponsesWriter(exchange, answer, exchange.Usage(prompt, answer));
        if (exchange.Body.Child("store")?.ValueKind != JsonValueKind.False)
        {
            var items = prompt.Segments.Skip(1).Concat(writer.OutputItems).ToList();
            exchange.State.Responses.Add(new StoredResponse(writer.Id, exchange.Request.Credential, writer.FinalResource, items));
        }
        return exchange.Body.IsTrue("stream") ? writer.Stream() : WireReply.Json(writer.FinalResource);
    }

    private static string UserMessage(Exchange exchange, JsonElement item)
    {
        var content = item.Text("content") is { } text ? $"[{{\"type\":\"input_text\",\"text\":{Json.Quote(text)}}}]" : Json.Raw(item, "content", "[]");
        return $$"""{"id":"{{exchange.NewId("msg_")}}","type":"message","status":"completed","role":"user","content":{{content}}}""";
    }

    private static WireReply NotFound(string id) => WireReply.Json(
        $$$"""{"error":{"message":{{{Json.Quote($"Response with id '{id}' not found.")}}},"type":"invalid_request_error","param":null,"code":null}}""", 404);

    private static WireReply PreviousNotFound(string id) => WireReply.Json(
        $$$"""{"error":{"message":{{{Json.Quote($"Previous response with id '{id}' not found.")}}},"type":"invalid_request_error","param":"previous_response_id","code":"previous_response_not_found"}}""", 400);
}
