using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams.Vertex;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>A body in a protocol's own form, as the account's provider takes it.</summary>
internal static class ProviderBody
{
    public static ReadOnlyMemory<byte> Of(Account account, Protocol protocol, Operation operation, ReadOnlyMemory<byte> body) =>
        protocol == Protocol.Anthropic && account.Provider == VertexAddress.Provider && !body.IsEmpty
            ? VertexBody.Of(body, keepModel: operation == Operation.CountTokens)
            : body;
}
