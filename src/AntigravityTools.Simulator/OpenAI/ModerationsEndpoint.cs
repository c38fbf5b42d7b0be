using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.OpenAI;

/// <summary><c>POST /v1/moderations</c>: nothing is ever flagged.</summary>
internal static class ModerationsEndpoint
{
    public static ValueTask<WireReply> ServeAsync(Exchange exchange) => ValueTask.FromResult(
        OpenAiChecks.Refusal(exchange, "input") ?? WireReply.Json($$$"""
            {"id":"{{{exchange.NewId("modr-")}}}","model":{{{Json.Quote(exchange.Model)}}},"results":[{"flagged":false,"categories":{"hate":false,"violence":false},"category_scores":{"hate":0.0001,"violence":0.0002},"category_applied_input_types":{"hate":["text"],"violence":["text"]}}]}
            """));
}
