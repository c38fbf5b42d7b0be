using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>Embeddings, one vector per input, in the order of the inputs.</summary>
/// <param name="Vectors">The vectors.</param>
/// <param name="InputTokens">Tokens read, where the provider says so.</param>
public sealed record EmbeddingAnswer(ImmutableArray<ImmutableArray<float>> Vectors, long? InputTokens);
