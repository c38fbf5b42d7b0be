using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Simulator.OpenAI;

/// <summary><c>POST /v1/images/generations</c> and the multipart <c>/v1/images/edits</c>.</summary>
internal static class ImagesEndpoint
{
    public static ValueTask<WireReply> GenerateAsync(Exchange exchange) => ValueTask.FromResult(
        OpenAiChecks.Refusal(exchange, "prompt") ?? Images(exchange, exchange.Body.Text("prompt") ?? "", exchange.Body.Int("n") ?? 1));

    public static async ValueTask<WireReply> EditAsync(Exchange exchange)
    {
        if (!exchange.Http.Request.HasFormContentType)
        {
            return exchange.Refuse(FaultKind.BadRequest, "Unsupported content type: expected 'multipart/form-data'.");
        }
        var form = await exchange.Http.Request.ReadFormAsync(exchange.Http.RequestAborted);
        if (form.Files.Count == 0)
        {
            return exchange.Refuse(FaultKind.BadRequest, "Missing required parameter: 'image'.", "image");
        }
        var model = form["model"].ToString();
        if (model.Length > 0 && !OpenAiChecks.Knows(exchange, model))
        {
            return exchange.Refuse(FaultKind.ModelNotFound, $"The model `{model}` does not exist or you do not have access to it.");
        }
        return Images(exchange, form["prompt"].ToString(), int.TryParse(form["n"], CultureInfo.InvariantCulture, out var count) ? count : 1);
    }

    private static WireReply Images(Exchange exchange, string prompt, int count)
    {
        var image = $$"""{"b64_json":"{{SampleImage.PngBase64}}"}""";
        var images = string.Join(',', Enumerable.Repeat(image, Math.Clamp(count, 1, 10)));
        var input = TokenCount.Of(prompt);
        return WireReply.Json($$$"""
            {"created":{{{exchange.Now.ToUnixTimeSeconds()}}},"background":"opaque","data":[{{{images}}}],"output_format":"png","quality":"low","size":"1024x1024","usage":{"input_tokens":{{{input}}},"input_tokens_details":{"image_tokens":0,"text_tokens":{{{input}}}},"output_tokens":272,"total_tokens":{{{input + 272}}}}}
            """);
    }
}
