using System.Globalization;
using System.Text;
using AntigravityTools.Core.Conversations;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>The store of Responses clients whose upstream has none: keeps what was answered, continues it, gives it back.</summary>
internal sealed class StoredResponses(ResponseStore store)
{
    /// <summary>The request with its history in place of <c>previous_response_id</c> and of references to items, where those are kept here.</summary>
    public InboundRequest Continue(InboundRequest request)
    {
        if (request is { Protocol: Protocol.OpenAIResponses, Head.Fault: null, Body.IsEmpty: false }
            && ResponseItems.Resolve(request.Body.Span, id => FindItem(request, id)) is { } resolved)
        {
            request = request with { Body = resolved, Source = request.Body, Head = request.Head with { ModelValue = ModelValue(resolved) } };
        }

        if (request.Head is not { PreviousResponseId: { } previous, Fault: null } || store.Find(request.Client.KeyName, previous) is not { } known)
        {
            return request;
        }

        var history = ResponseHistory.Join(known.Input.Span, ResponseHistory.OutputOf(known.Response.Span));
        var body = ResponseHistory.Continue(request.Body.Span, history);
        var at = ModelValue(body);
        return request with { Body = body, Source = request.Source.IsEmpty ? request.Body : request.Source, Head = request.Head with { PreviousResponseId = null, ModelValue = at } };
    }

    /// <summary>Keeps a finished answer, unless the client asked not to.</summary>
    public void Keep(InboundRequest request, ReadOnlySpan<byte> answer)
    {
        if (request is { Protocol: Protocol.OpenAIResponses, Operation: Operation.Generate } && ResponseHistory.MayStore(request.Body.Span)
            && ResponseHistory.ResponseOf(answer) is { } response && ResponseHistory.IdOf(response) is { } id)
        {
            store.Put(request.Client.KeyName, id, ResponseHistory.InputOf(request.Body.Span), response, ResponseItems.IdsOf(ResponseHistory.OutputOf(response)), ResponseHistory.LastNumberIn(answer));
        }
    }

    private byte[]? FindItem(InboundRequest request, string id) => store.FindItem(request.Client.KeyName, id) is { } kept
        ? ResponseItems.Find(ResponseHistory.OutputOf(kept.Response.Span), id)
        : null;

    /// <summary>The answer to a GET or DELETE of a response kept here, or of its input; null where it is not. A GET that asks for a stream gets the events again.</summary>
    public byte[]? Answer(InboundRequest request)
    {
        if (request.ResourceId is not { } id || store.Find(request.Client.KeyName, id) is not { } known)
        {
            return null;
        }

        if (request.Operation == Operation.RetrieveResponse)
        {
            return request.Stream
                ? ResponseReplay.Write(known.Response.Span, known.LastEvent, long.TryParse(ResponseItems.ValueOf(request.Query, "starting_after"), NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : null)
                : known.Response.ToArray();
        }

        if (request.Operation == Operation.ListInputItems)
        {
            return ResponseItems.Page(known.Input.Span, id, request.Query);
        }

        store.Remove(request.Client.KeyName, id);
        return [.. "{\"id\":"u8, .. JsonSplice.Quote(id), .. Encoding.UTF8.GetBytes(",\"object\":\"response\",\"deleted\":true}")];
    }

    private static Range ModelValue(ReadOnlySpan<byte> body)
    {
        var edits = JsonSplice.EditsToSet(body, "model", default);
        return edits is [{ Length: > 0 } edit] ? edit.Start..(edit.Start + edit.Length) : default;
    }
}
