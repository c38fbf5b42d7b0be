using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Scripting;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>One request on its way to an answer.</summary>
internal sealed class Exchange(HttpContext http, RecordedRequest request, Route route, Behaviour behaviour, SimulatorState state) : IDisposable
{
    // Parsed on first use: behaviours that ignore the body stay cheap under load.
    private readonly Lazy<JsonDocument?> _document = new(() => Parse(request), LazyThreadSafetyMode.None);

    public HttpContext Http => http;

    public RecordedRequest Request => request;

    public Route Route => route;

    public Behaviour Behaviour => behaviour;

    public SimulatorState State => state;

    public DateTimeOffset Now { get; } = state.Options.TimeProvider.GetUtcNow();

    public string RequestId { get; } = state.Ids.Next("req_");

    /// <summary>The JSON body; undefined when it is missing or malformed.</summary>
    public JsonElement Body => _document.Value?.RootElement ?? default;

    public bool BodyIsObject => Body.ValueKind == JsonValueKind.Object;

    public string Model => route.Model ?? Body.Text("model") ?? "";

    public string NewId(string prefix) => state.Ids.Next(prefix);

    public Answer Answer(Prompt prompt) => behaviour.Answer ?? AnswerComposer.Compose(prompt);

    public AnswerUsage Usage(Prompt prompt, Answer answer) => answer.Usage ?? state.Prefixes.Measure(request.Credential ?? "", prompt, answer);

    public FaultDetails Fault(FaultKind kind, string? message = null, string? field = null, TimeSpan? retryAfter = null) => new(kind)
    {
        RetryAfter = retryAfter,
        Model = Model,
        Now = Now,
        RequestId = RequestId,
        Bearer = Credentials.IsBearer(route.Shape, http.Request),
        Message = message,
        Field = field,
    };

    /// <summary>Refuses the request in the shape of the provider that was called.</summary>
    public WireReply Refuse(FaultKind kind, string? message = null, string? field = null, TimeSpan? retryAfter = null) =>
        Faults.Write(this, Fault(kind, message, field, retryAfter));

    public void Dispose()
    {
        if (_document.IsValueCreated)
        {
            _document.Value?.Dispose();
        }
    }

    private static JsonDocument? Parse(RecordedRequest request)
    {
        if (request.Body.IsEmpty)
        {
            return null;
        }
        try
        {
            return JsonDocument.Parse(request.Body);
        }
        catch (JsonException)
        {
            return null; // The route answers malformed JSON in its provider's own words.
        }
    }
}
