using System.Net;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Pipeline;

/// <summary>One attempt in mid-answer: a scripted upstream on one side, a recording client on the other, a clock in the test's hand.</summary>
internal sealed class PumpStage : IDisposable
{
    public const string Role = "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n";
    public const string Content = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]}\n\n";
    public const string Stop = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    public const string Usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}\n\n";
    public const string Error = "data: {\"error\":{\"message\":\"The model is overloaded.\",\"type\":\"server_error\",\"code\":\"overloaded\"}}\n\n";
    public const string Done = "data: [DONE]\n\n";
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(120);

    private readonly IStreamTap _tap;

    public PumpStage(bool stream = true)
    {
        var protocol = new ProtocolRegistry()[Protocols.Model.Protocol.OpenAIChat];
        Protocol = protocol;
        _tap = protocol.OpenTap(Operation.Generate);
        Upstream = new ScriptedStream(Journal);
        Sink = new RecordingSink(Journal);
        Exchange = new Exchange(new InboundRequest
        {
            Id = "req_1", TraceId = "t", StartedAt = Time.GetUtcNow(), StartedTimestamp = Time.GetTimestamp(), Protocol = Protocols.Model.Protocol.OpenAIChat,
            Operation = Operation.Generate, Method = "POST", Path = "/v1/chat/completions", Headers = [], Head = new RequestHead { Model = "m", Stream = stream },
            Stream = stream,
        });
        Reply = new ClientReply(Exchange, protocol, Sink);
        Clock = new AttemptClock(Time, TestContext.Current.CancellationToken);
        Silence = new SilenceWatch(Reply, Time, TestContext.Current.CancellationToken);
    }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>Reads of the upstream and flushes to the client, in their order.</summary>
    public List<string> Journal { get; } = [];

    public IProtocol Protocol { get; }

    public ScriptedStream Upstream { get; }

    public RecordingSink Sink { get; }

    public Exchange Exchange { get; }

    public ClientReply Reply { get; }

    public AttemptClock Clock { get; }

    public SilenceWatch Silence { get; }

    public TokenUsage TappedUsage => _tap.Usage;

    public Task<Fault?> PumpStreamAsync(bool dropUsage = false) =>
        new StreamPump(Exchange, _tap, new SseFrameReader(), Reply, Clock, Silence, Idle, dropUsage, Time).RunAsync(Answer("text/event-stream")).AsTask();

    public Task<Fault?> PumpBodyAsync(string mediaType = "application/json", long? length = null) =>
        new BodyPump(Exchange, Protocol, Reply, Clock, Idle).RunAsync(Answer(mediaType, length)).AsTask();

    public UpstreamReply Answer(string mediaType, long? length = null)
    {
        var message = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(Upstream) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        message.Content.Headers.ContentLength = length;
        message.Headers.TryAddWithoutValidation("x-upstream", "kept");
        message.Headers.TryAddWithoutValidation("set-cookie", "secret=1");
        message.Headers.TryAddWithoutValidation("x-ratelimit-limit-requests", "60");
        return new UpstreamReply(message, Upstream);
    }

    public void Dispose()
    {
        Silence.Dispose();
        Clock.Dispose();
        Upstream.Dispose();
    }
}
