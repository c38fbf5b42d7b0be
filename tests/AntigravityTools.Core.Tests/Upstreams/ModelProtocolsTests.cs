using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Upstreams;

public sealed class ModelProtocolsTests
{
    private static readonly Protocol[] Both = [Protocol.OpenAIResponses, Protocol.OpenAIChat];

    [Theory]
    [InlineData("openai", "gpt-5.4", "openai-responses openai-chat")]
    [InlineData("openai", "gpt-5.4-pro", "openai-responses")]
    [InlineData("openai", "gpt-5-pro-2025-10-06", "openai-responses")]
    [InlineData("openai", "o3-pro", "openai-responses")]
    [InlineData("openai", "gpt-5.3-codex", "openai-responses")]
    [InlineData("openai", "o4-mini-deep-research", "openai-responses")]
    [InlineData("openai", "gpt-audio-1", "openai-chat")]
    [InlineData("openai", "gpt-4o-audio-preview", "openai-chat")]
    [InlineData("openai", "gpt-4o-search-preview", "openai-chat")]
    [InlineData("openai-compatible", "o3-pro", "openai-responses openai-chat")]
    public void OpenAIModel_IsAskedWhereItIsServed(string provider, string model, string expected) =>
        Assert.Equal(expected, Names(provider, Both, Operation.Generate, model));

    [Theory]
    [InlineData("claude-opus-5-5", "anthropic")]
    [InlineData("gemini-2.5-pro", "gemini")]
    public void VertexModel_SpeaksItsPublishersProtocol(string model, string expected) =>
        Assert.Equal(expected, Names("vertex", [Protocol.Gemini, Protocol.Anthropic], Operation.Generate, model));

    [Fact]
    public void WhatTheAccountDeclares_IsNeverWidened() =>
        Assert.Equal("openai-chat", Names("openai", [Protocol.OpenAIChat], Operation.Generate, "o3-pro"));

    [Fact]
    public void OtherOperations_AreNotNarrowed() =>
        Assert.Equal("openai-responses openai-chat", Names("openai", Both, Operation.Embed, "o3-pro"));

    private static string Names(string provider, Protocol[] protocols, Operation operation, string model) => string.Join(' ', ModelProtocols.Of(new Account
    {
        Id = "acc_1", Provider = provider, Name = "one", BaseUrl = new Uri("https://example.test"), Credential = new Credential.None(), Protocols = [.. protocols],
        CreatedAt = DateTimeOffset.UnixEpoch,
    }, operation, model).Select(protocol => protocol.ToName()));
}
