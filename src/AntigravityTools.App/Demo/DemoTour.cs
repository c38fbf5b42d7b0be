using System.Text;
using AntigravityTools.App.Hosting;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.App.Demo;

/// <summary>Sends one request through every protocol over the real socket and tells what came back and what the gateway did for it.</summary>
internal sealed class DemoTour(GatewayHost host, TextWriter output)
{
    private static readonly TimeSpan RecordPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Runs the tour; false where an answer was not what it should be.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(host.Parts.Proxy.Status.Url!) };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + host.Parts.ProxyControl.ApiKey);
        var good = true;
        foreach (var request in TourRequest.All())
        {
            var limited = request is { Protocol: "anthropic", Stream: true };
            if (limited)
            {
                await output.WriteLineAsync("    (the next account asked is told to answer 429, come back in 30 s)").ConfigureAwait(false);
                host.Parts.Simulator!.Script(SimulatorHost.AnyCredential, new Fault(FaultKind.RateLimited) { RetryAfter = RetryAfter, Path = "/v1/messages" });
            }

            good &= await SendAsync(client, request, limited, cancellationToken).ConfigureAwait(false);
        }

        return good;
    }

    private async Task<bool> SendAsync(HttpClient client, TourRequest request, bool limited, CancellationToken cancellationToken)
    {
        // The record follows the answer's last byte, so it is waited for from before the request.
        using var news = host.Parts.Requests.Watch();
        using var content = new StringContent(request.Body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(request.Path, UriKind.Relative), content, cancellationToken).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        var text = answer.IsSuccessStatusCode ? TourText.Read(request, body) : body;
        var id = answer.Headers.GetValues("x-antigravity-request-id").First();
        var record = await news.News.ReadAllAsync(cancellationToken).Select(item => item.Record).FirstAsync(item => item.Id == id, cancellationToken)
            .AsTask().WaitAsync(RecordPatience, cancellationToken).ConfigureAwait(false);
        var kind = request.Stream ? "streamed" : "whole   ";
        await output.WriteLineAsync($"  {request.Protocol,-17} {kind} {(int)answer.StatusCode}  \"{text.Trim()}\"").ConfigureAwait(false);
        await TellAsync(record).ConfigureAwait(false);
        return answer.IsSuccessStatusCode && text.Length > 0 && record.Attempts.Length == (limited ? 2 : 1);
    }

    private async Task TellAsync(RequestRecord record)
    {
        foreach (var attempt in record.Attempts.Where(attempt => attempt.Verdict != Verdict.Ok))
        {
            await output.WriteLineAsync($"    {attempt.Account} answered {attempt.Status}: {attempt.Verdict.ToName()}; {attempt.Action}").ConfigureAwait(false);
        }

        await output.WriteLineAsync($"    served by {record.Account} in {record.Duration.TotalMilliseconds:0} ms, {record.Usage.Input} tokens in, {record.Usage.Output} out").ConfigureAwait(false);
    }
}
