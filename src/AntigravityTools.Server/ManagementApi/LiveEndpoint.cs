using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>
/// <c>/api/requests/live</c>: every finished request as a server-sent event whose id is its sequence number. A watcher that comes back
/// with <c>Last-Event-ID</c> gets what it missed, as far as it is still known; one that is too slow loses the oldest and sees the jump.
/// </summary>
internal sealed class LiveEndpoint(RequestQueries requests, TimeProvider time, CancellationToken stopping)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/requests/live", SendAsync);

    private async Task SendAsync(HttpContext http)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var subscription = requests.Watch();
        http.Response.ContentType = "text/event-stream";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await WriteAsync(http, Encoding.UTF8.GetBytes(": watching\n\n"), ended.Token).ConfigureAwait(false);
            await WriteMissedAsync(http, subscription, ended.Token).ConfigureAwait(false);
            while (await WaitAsync(http, subscription, ended.Token).ConfigureAwait(false))
            {
                while (subscription.News.TryRead(out var item))
                {
                    await WriteAsync(http, EventOf(item.Sequence, item.Record), ended.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The watcher went away, or the console stops: both are how this call ends.
        }
    }

    private static async Task WriteMissedAsync(HttpContext http, LiveSubscription subscription, CancellationToken cancellationToken)
    {
        if (!long.TryParse(http.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var last))
        {
            return;
        }

        for (var i = subscription.Recent.Length - 1; i >= 0; i--)
        {
            if (subscription.Sequence - i > last)
            {
                await WriteAsync(http, EventOf(subscription.Sequence - i, subscription.Recent[i]), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Something is said after every silence, so that a watcher and whatever stands between know that the line is up.
    private async Task<bool> WaitAsync(HttpContext http, LiveSubscription subscription, CancellationToken cancellationToken)
    {
        var news = subscription.News.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            try
            {
                return await news.WaitAsync(Silence, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                await WriteAsync(http, Encoding.UTF8.GetBytes(":\n\n"), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static ReadOnlyMemory<byte> EventOf(long sequence, RequestRecord record)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        output.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant($"id: {sequence}\nevent: request\ndata: ")));
        using (var json = new Utf8JsonWriter(output, Options))
        {
            RequestJson.Write(json, record);
        }

        output.Write("\n\n"u8);
        return output.WrittenMemory;
    }

    private static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        await http.Response.BodyWriter.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        await http.Response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
