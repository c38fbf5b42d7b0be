using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Gateway;

namespace AntigravityTools.Server.Tests.Surface;

public sealed class ImageTests
{
    private const string Generations = "/v1/images/generations";
    private const string Edits = "/v1/images/edits";
    private const string Flash = "gemini-2.5-flash-image";

    [Theory]
    [InlineData("1024x1024", "1:1", true)]
    [InlineData("1024x1536", "2:3", true)]
    [InlineData("1792x1024", "16:9", true)]
    [InlineData("16:9", "16:9", false)]
    public async Task Gemini_draws_in_the_aspect_ratio_nearest_to_the_size(string size, string ratio, bool isLoss)
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        var answer = await gateway.AskAsync(new("POST", Generations) { Body = $$"""{"model":"{{Flash}}","prompt":"a cat","size":"{{size}}"}""" });

        var config = gateway.SentUpstream().GetProperty("generationConfig");
        Assert.Equal(ratio, config.GetProperty("imageConfig").GetProperty("aspectRatio").GetString());
        Assert.Equal("IMAGE", config.GetProperty("responseModalities")[0].GetString());
        Assert.True(Convert.FromBase64String(answer.GetProperty("data")[0].GetProperty("b64_json").GetString()!).AsSpan(1).StartsWith("PNG"u8));
        Assert.Equal("png", answer.GetProperty("output_format").GetString());
        Assert.True(answer.GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);
        Assert.Equal(isLoss, (await gateway.LossesAsync()).Contains("size"));
    }

    [Fact]
    public async Task Third_generation_is_told_how_large_the_picture_is()
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        await gateway.AskAsync(new("POST", Generations) { Body = """{"model":"gemini-3-pro-image-preview","prompt":"a cat","size":"2048x2048"}""" });

        Assert.Equal("2K", gateway.SentUpstream().GetProperty("generationConfig").GetProperty("imageConfig").GetProperty("imageSize").GetString());
    }

    [Fact]
    public async Task Several_pictures_are_several_calls()
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        var answer = await gateway.AskAsync(new("POST", Generations) { Body = $$"""{"model":"{{Flash}}","prompt":"a cat","n":3,"response_format":"url"}""" });

        Assert.Equal(3, answer.GetProperty("data").GetArrayLength());
        Assert.Equal(3, gateway.Simulator.Requests.Count);
        Assert.StartsWith("data:image/png;base64,", answer.GetProperty("data")[2].GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_Gemini_lacks_are_noted_as_losses_and_refused_where_no_loss_is_allowed()
    {
        var call = new SurfaceCall("POST", Generations) { Body = $$"""{"model":"{{Flash}}","prompt":"a cat","quality":"high","background":"transparent","moderation":"auto"}""" };
        await using var gateway = await SurfaceGateway.StartAsync();

        await gateway.AskAsync(call);

        Assert.Equal(["quality", "background"], await gateway.LossesAsync());
        var (status, _, body) = await gateway.SendAsync(call, ("x-antigravity-strict", "1"));
        Assert.Equal(400, status);
        Assert.Contains("translation_loss", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_of_a_form_go_to_Gemini_before_the_prompt()
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        await gateway.AskAsync(new("POST", Edits) { Form = [("model", Flash), ("prompt", "put them together"), ("image[]", "@one.png"), ("image[]", "@two.png")] });

        var parts = gateway.SentUpstream().GetProperty("contents")[0].GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(["inlineData", "inlineData", "text"], parts.Select(part => part.EnumerateObject().First().Name));
        Assert.Equal("AQIDBA==", parts[0].GetProperty("inlineData").GetProperty("data").GetString());
        Assert.Equal("put them together", parts[2].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("""{"model":"gemini-2.5-flash-image","prompt":"x","images":[{"file_id":"file-1"}]}""", "images[0]")]
    [InlineData("""{"model":"gemini-2.5-flash-image","prompt":"x","images":[]}""", "image")]
    [InlineData("""{"model":"gemini-2.5-flash-image","images":[{"image_url":"data:image/png;base64,AQID"}]}""", "prompt")]
    [InlineData("""{"model":"gemini-2.5-flash-image","prompt":"x","n":11,"images":[{"image_url":"data:image/png;base64,AQID"}]}""", "n")]
    [InlineData("""{"model":"gemini-2.5-flash-image","prompt":"x","size":"big","images":[{"image_url":"data:image/png;base64,AQID"}]}""", "size")]
    [InlineData("""{"model":"gemini-2.5-flash-image","prompt":"x","images":[{"image_url":"http://127.0.0.1:1/x.png"}]}""", null)]
    [InlineData("""{"model":"gemini-2.5-flash-image","prompt":"x","images":[{"image_url":"file:///etc/passwd"}]}""", null)]
    public async Task Edit_that_can_not_be_made_is_refused_by_the_field_at_fault(string body, string? field)
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        var error = (await gateway.AskAsync(new("POST", Edits, 400) { Body = body })).GetProperty("error");

        Assert.Equal(field ?? error.GetProperty("param").GetString(), error.GetProperty("param").GetString());
        Assert.Empty(gateway.Simulator.Requests);
    }

    [Fact]
    public async Task Partial_images_of_OpenAI_pass_through_as_they_come()
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        var (_, type, body) = await gateway.SendAsync(new("POST", Generations) { Body = """{"model":"gpt-image-1","prompt":"a cat","stream":true,"partial_images":2}""" });

        var events = Encoding.UTF8.GetString(body).Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line[7..]);
        Assert.Equal("text/event-stream", type);
        Assert.Equal(["image_generation.partial_image", "image_generation.partial_image", "image_generation.completed"], events);
        Assert.Equal(272, (await gateway.SingleRecordAsync()).Usage.Output);
    }

    [Fact]
    public async Task Picture_of_a_Gemini_model_reaches_a_chat_and_a_Responses_client()
    {
        await using var gateway = await SurfaceGateway.StartAsync();

        var chat = await gateway.AskAsync(new("POST", "/v1/chat/completions") { Body = $$"""{"model":"{{Flash}}","messages":[{"role":"user","content":"draw a cat"}]}""" });
        var responses = await gateway.AskAsync(new("POST", "/v1/responses") { Body = $$"""{"model":"{{Flash}}","input":"draw a cat"}""", Shape = Protocol.OpenAIResponses });

        var picture = chat.GetProperty("choices")[0].GetProperty("message").GetProperty("images")[0].GetProperty("image_url").GetProperty("url").GetString();
        Assert.StartsWith("data:image/png;base64,", picture, StringComparison.Ordinal);
        Assert.Contains(responses.GetProperty("output").EnumerateArray(), item => item.GetProperty("type").GetString() == "image_generation_call" && item.GetProperty("result").ValueKind == JsonValueKind.String);
    }
}
