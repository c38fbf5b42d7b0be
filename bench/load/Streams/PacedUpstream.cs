using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Streams;

/// <summary>An upstream that sends ten events a second, each with the monotonic time at which it left.</summary>
internal static class PacedUpstream
{
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    // The number of events asked for stands in the member "user", in four digits.
    private const string Asked = "\"user\":\"";
    private const string Models = """{"object":"list","data":[{"id":"bench-model","object":"model","created":1700000000,"owned_by":"bench"}]}""";
    private const string Answer =
        """{"id":"c","object":"chat.completion","model":"bench-model","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":420,"completion_tokens":128,"total_tokens":548}}""";

    public static Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var application = builder.Build();
        application.MapGet("/v1/models", () => Results.Text(Models, "application/json"));
        application.MapPost("/v1/chat/completions", AnswerAsync);
        return application.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        if (!body.Contains("\"stream\":true", StringComparison.Ordinal))
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(Answer, http.RequestAborted);
            return;
        }

        var events = int.Parse(body.AsSpan(body.IndexOf(Asked, StringComparison.Ordinal) + Asked.Length, 4), CultureInfo.InvariantCulture);
        http.Response.ContentType = "text/event-stream";
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        for (var number = 0; number < events; number++)
        {
            var chunk = string.Create(
                CultureInfo.InvariantCulture,
                $"data: {{\"id\":\"c\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{Stopwatch.GetTimestamp()}\"}},\"finish_reason\":null}}]}}\n\n");
            await http.Response.WriteAsync(chunk, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await timer.WaitForNextTickAsync(http.RequestAborted);
        }

        await http.Response.WriteAsync("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", http.RequestAborted);
    }
}
