using AntigravityTools.Core.Pipeline;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Paths;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Requests;

/// <summary>Turns what came over HTTP into the request as data that the pipeline works on.</summary>
internal sealed class InboundFactory(Func<Protocol, IProtocol> protocols)
{
    private static readonly string[] SessionHeaders = ["x-claude-code-session-id", "session-id", "x-antigravity-session"];

    /// <summary>The request with its head read; a body that can not be read shows as <see cref="RequestHead.Fault"/>.</summary>
    public InboundRequest Create(ProxyCall call, ReadOnlyMemory<byte> body)
    {
        var request = call.Http.Request;
        var match = call.Match;
        var operation = OperationOf(match, request.Method);
        var head = HeadOf(call, operation, body.Span);
        return new InboundRequest
        {
            Id = call.Id,
            TraceId = call.TraceId,
            StartedAt = call.StartedAt,
            StartedTimestamp = call.StartedTimestamp,
            Protocol = call.Protocol,
            Operation = operation,
            Method = request.Method,
            Path = call.Path,
            Query = ClientQuery.WithoutKey(request.QueryString),
            Headers = HeadersOf(request.Headers),
            ContentType = request.ContentType,
            Body = body,
            Head = head,
            PathModel = match.Model,
            ResourceId = match.ResourceId,
            RelayPath = match.RelayPath,
            Stream = match.Stream || head.Stream || (operation == Operation.RetrieveResponse && request.Query["stream"] == "true"),
            StreamForm = match.Stream && request.Query["alt"] != "sse" ? StreamForm.JsonArray : StreamForm.Sse,
            Client = call.Client,
            SessionHeader = SessionOf(request.Headers),
        };
    }

    /// <summary>One message of a WebSocket as the streamed request that it stands for.</summary>
    public InboundRequest CreateMessage(
        ProxyCall call, string id, DateTimeOffset startedAt, long startedTimestamp, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> source) => new()
    {
        Id = id,
        TraceId = call.TraceId,
        StartedAt = startedAt,
        StartedTimestamp = startedTimestamp,
        Protocol = call.Protocol,
        Operation = Operation.Generate,
        Method = "POST",
        Path = call.Path,
        Headers = [.. HeadersOf(call.Http.Request.Headers).Where(header => !header.Key.StartsWith("Sec-WebSocket-", StringComparison.OrdinalIgnoreCase)
            && !header.Key.Equals("openai-beta", StringComparison.OrdinalIgnoreCase))],
        ContentType = "application/json",
        Body = body,
        Source = source,
        Head = HeadOf(call, Operation.Generate, body.Span),
        Stream = true,
        StreamForm = StreamForm.Sse,
        Client = call.Client,
        SessionHeader = SessionOf(call.Http.Request.Headers),
    };

    private static Operation OperationOf(PathMatch match, string method) =>
        match.Operation == Operation.RetrieveResponse && HttpMethods.IsDelete(method) ? Operation.DeleteResponse : match.Operation;

    public RequestHead HeadOf(ProxyCall call, Operation operation, ReadOnlySpan<byte> body) =>
        operation is Operation.RetrieveResponse or Operation.DeleteResponse or Operation.ListInputItems or Operation.Relay ? new()
        : call.Match.Multipart && !(call.Match.TakesAnyBody && call.Http.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true) ? MultipartHead.Read(call.Http.Request.ContentType, body)
        : protocols(call.Protocol).ReadHead(operation, body);

    private static List<KeyValuePair<string, string>> HeadersOf(IHeaderDictionary headers)
    {
        var list = new List<KeyValuePair<string, string>>(headers.Count + 4);
        foreach (var (name, values) in headers)
        {
            // The coding has been taken off with the body.
            if (name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var value in values)
            {
                list.Add(new(name, value ?? ""));
            }
        }

        return list;
    }

    private static string? SessionOf(IHeaderDictionary headers)
    {
        foreach (var name in SessionHeaders)
        {
            if (headers[name] is { Count: > 0 } values && !string.IsNullOrEmpty(values[0]))
            {
                return values[0];
            }
        }

        return null;
    }
}
