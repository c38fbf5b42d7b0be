using System.Collections.Immutable;
using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>
/// Brings a client's request into an account's protocol: read once, its history repaired, its opaque state given to its owner and nobody
/// else, far media fetched where the upstream can not, then written.
/// </summary>
internal sealed class RequestTranslator(ProtocolRegistry protocols, ConversationMemory memory, MediaFetcher media, TimeProvider time)
{
    /// <summary>The call, or the fault that the client gets.</summary>
    public async ValueTask<(TranslatedCall? Call, Fault? Fault)> PrepareAsync(
        Exchange exchange, Account account, Protocol upstream, string upstreamModel, CancellationToken cancellationToken)
    {
        var read = Read(exchange);
        if (read.Value is not { } whole)
        {
            return (null, read.Fault);
        }

        if (upstream != Protocol.Anthropic && whole.Extras is { Protocol: Protocol.Anthropic } own && own.Fields.Any(static field => field.Key == "safeguards"))
        {
            // Claude Code wants to hear of it (protocols.md §1.7): what it asks for can not be had, and to go on without would be unsafe.
            return (null, new Fault
            {
                Kind = FaultKind.Unsupported, Param = "safeguards", Message = $"'safeguards' is not supported by an account that speaks {upstream.ToName()}. Leave it out, or use an Anthropic account.",
            });
        }

        var request = upstream == Protocol.Anthropic ? whole : ClientAttribution.Remove(whole);
        var target = new UpstreamTarget
        {
            Provider = account.Provider, Model = upstreamModel, Stream = exchange.Request.Stream, Host = account.BaseUrl.Host,
            IsLocal = account.BaseUrl.IsLoopback && account.Provider.EndsWith("-compatible", StringComparison.Ordinal),
        };
        var translator = protocols.TranslatorOf(upstream);
        var inlined = await InlineAsync(request, translator, target, cancellationToken).ConfigureAwait(false);
        if (inlined.Value is not { } near)
        {
            return (null, inlined.Fault);
        }

        var owner = OwnerTag.OwnerOf(account.Id, upstream);
        var losses = new LossList();
        var mine = Own(exchange, near, upstream, owner, losses);
        var body = new PooledWriter(exchange.Request.Body.Length + 1024);
        var written = translator.WriteRequest(mine, target, body);
        var lost = Named(exchange.Request.Protocol, losses.ToReport(), written.Loss);
        exchange.Losses.Clear();
        exchange.Losses.AddRange(lost);
        if ((written.Fault ?? StrictRule.Refuse(exchange.Request, lost)) is { } fault)
        {
            body.Dispose();
            return (null, fault);
        }

        return (new TranslatedCall(body, written.ToolNames, owner, ContextOf(exchange, request)), null);
    }

    private static ImmutableArray<Loss> Named(Protocol client, LossReport before, LossReport written) => before.IsEmpty && written.IsEmpty
        ? []
        : [.. before.Items.Concat(written.Items).Select(loss => LossNames.In(client, loss))];

    // One reading serves all attempts.
    private ReadResult<ChatRequest> Read(Exchange exchange)
    {
        if (exchange.Chat is { } known)
        {
            return known;
        }

        var request = exchange.Request;
        var read = protocols.TranslatorOf(request.Protocol).ReadRequest(request.Operation, request.Body, request.PathModel, request.Stream);
        if (read.Value is { } chat && exchange.Reasoning is not (null, null))
        {
            read = chat with
            {
                Reasoning = (chat.Reasoning ?? new ReasoningRequest()) with
                {
                    Effort = EffortScale.Parse(exchange.Reasoning.Effort),
                    BudgetTokens = exchange.Reasoning.ThinkingBudget,
                    Adaptive = false,
                },
            };
        }

        if (read.Value is { } continued && !request.Source.IsEmpty)
        {
            // The answer repeats what the client sent, not what the gateway made of it.
            read = continued with { Source = new RawJson(request.Source) };
        }

        exchange.Chat = read;
        return read;
    }

    private ChatRequest Own(Exchange exchange, ChatRequest request, Protocol upstream, ulong owner, LossList losses)
    {
        if (exchange.StripsState)
        {
            return ConversationRepair.Apply(OwnedState.Apply(request, owner: 0, keepUnmarked: false, losses), losses);
        }

        var own = OwnedState.Apply(request, owner, exchange.Request.Protocol == upstream, losses);
        return ConversationRepair.Apply(memory.Recall(exchange.Request.Client.KeyName, owner, own, losses), losses);
    }

    private async ValueTask<ReadResult<ChatRequest>> InlineAsync(
        ChatRequest request, ITranslator translator, UpstreamTarget target, CancellationToken cancellationToken)
    {
        var messages = request.Messages;
        for (var i = 0; i < messages.Length; i++)
        {
            var parts = messages[i].Parts;
            for (var j = 0; j < parts.Length; j++)
            {
                if (parts[j] is not (Part.Media or Part.ToolResult))
                {
                    continue;
                }

                var part = await InlineAsync(parts[j], parts[j].Place ?? $"messages[{i}].content[{j}]", translator, target, cancellationToken).ConfigureAwait(false);
                if (part.Value is not { } inlined)
                {
                    return part.Fault!;
                }

                parts = ReferenceEquals(inlined, parts[j]) ? parts : parts.SetItem(j, inlined);
            }

            messages = parts == messages[i].Parts ? messages : messages.SetItem(i, messages[i] with { Parts = parts });
        }

        return messages == request.Messages ? request : request with { Messages = messages };
    }

    private async ValueTask<ReadResult<Part>> InlineAsync(
        Part part, string field, ITranslator translator, UpstreamTarget target, CancellationToken cancellationToken)
    {
        if (part is Part.Media { Address: not null } far && translator.MustInline(far, target))
        {
            var fetched = await media.FetchAsync(far, field, cancellationToken).ConfigureAwait(false);
            return fetched.Value is { } near ? near : fetched.Fault!;
        }

        if (part is not Part.ToolResult result)
        {
            return part;
        }

        var content = result.Content;
        for (var i = 0; i < content.Length; i++)
        {
            var inner = await InlineAsync(content[i], content[i].Place ?? $"{field}.content[{i}]", translator, target, cancellationToken).ConfigureAwait(false);
            if (inner.Value is not { } inlined)
            {
                return inner;
            }

            content = ReferenceEquals(inlined, content[i]) ? content : content.SetItem(i, inlined);
        }

        return content == result.Content ? part : result with { Content = content };
    }

    private AnswerContext ContextOf(Exchange exchange, ChatRequest request) => new()
    {
        Request = request,
        Operation = exchange.Request.Operation,
        RequestId = exchange.Request.Id,
        StartedAt = exchange.Request.StartedAt,
        Clock = time,
        Form = exchange.Request.StreamForm,
    };
}
