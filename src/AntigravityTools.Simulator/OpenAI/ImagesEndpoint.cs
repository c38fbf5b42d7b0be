using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAI;

/// <summary><c>POST /v1/images/generations</c>, <c>/v1/images/edits</c> (a form or JSON) and the multipart <c>/v1/images/variations</c>.</summary>
internal static class ImagesEndpoint
{
    public static ValueTask<WireReply> GenerateAsync(Exchange exchange) => ValueTask.FromResult(
        OpenAiChecks.Refusal(exchange, "prompt") ?? Answer(exchange, Wish(exchange), "image_generation"));

    public static ValueTask<WireReply> EditAsync(Exchange exchange) => exchange.BodyIsObject
        ? ValueTask.FromResult(OpenAiChecks.Refusal(exchange, "prompt", "images") ?? Answer(exchange, Wish(exchange), "image_edit"))
        : FormAsync(exchange);

    public static ValueTask<WireReply> VaryAsync(Exchange exchange) => FormAsync(exchange);

    private static async ValueTask<WireReply> FormAsync(Exchange exchange)
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
        var count = int.TryParse(form["n"], CultureInfo.InvariantCulture, out var number) ? number : 1;
        return Answer(exchange, new ImageWish(form["prompt"].ToString(), count, form["stream"] == "true", 0), "image_edit");
    }

    private static ImageWish Wish(Exchange exchange) =>
        new(exchange.Body.Text("prompt") ?? "", exchange.Body.Int("n") ?? 1, exchange.Body.IsTrue("stream"), exchange.Body.Int("partial_images") ?? 0);

    private static WireReply Answer(Exchange exchange, ImageWish wish, string kind) => wish.Stream ? Events(exchange, wish, kind) : Images(exchange, wish);

    private static WireReply Images(Exchange exchange, ImageWish wish)
    {
        var image = $$"""{"b64_json":"{{SampleImage.PngBase64}}"}""";
        var images = string.Join(',', Enumerable.Repeat(image, Math.Clamp(wish.Count, 1, 10)));
        return WireReply.Json($$$"""
            {"created":{{{exchange.Now.ToUnixTimeSeconds()}}},"background":"opaque","data":[{{{images}}}],"output_format":"png","quality":"low","size":"1024x1024","usage":{{{Usage(wish)}}}}
            """);
    }

    private static WireReply Events(Exchange exchange, ImageWish wish, string kind)
    {
        var stream = new WireStream { Fault = (fault, _) => ["event: error\ndata: " + $$"""{"type":"error","error":{{OpenAiFaults.Body(fault)}}}""" + "\n\n"] };
        stream.MarkContent();
        for (var index = 0; index < wish.PartialImages; index++)
        {
            stream.Add(Event(exchange, kind + ".partial_image", $"\"partial_image_index\":{index}"));
        }
        stream.MarkTerminal();
        stream.Add(Event(exchange, kind + ".completed", $"\"usage\":{Usage(wish)}"));
        return new WireReply { ContentType = "text/event-stream; charset=utf-8", Stream = stream };
    }

    private static string Event(Exchange exchange, string type, string more) =>
        $"event: {type}\ndata: " + $$"""{"type":"{{type}}","b64_json":"{{SampleImage.PngBase64}}","created_at":{{exchange.Now.ToUnixTimeSeconds()}},"size":"1024x1024","quality":"low","background":"opaque","output_format":"png",{{more}}}""" + "\n\n";

    private static string Usage(ImageWish wish)
    {
        var input = TokenCount.Of(wish.Prompt);
        return $$"""{"input_tokens":{{input}},"input_tokens_details":{"image_tokens":0,"text_tokens":{{input}}},"output_tokens":272,"total_tokens":{{input + 272}}}""";
    }
}
