using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Upstreams;

public sealed class UpstreamAddressTests
{
    [Theory]
    [InlineData("anthropic", "https://api.anthropic.com", Protocol.Anthropic, "https://api.anthropic.com/v1/messages")]
    [InlineData("anthropic", "https://api.anthropic.com/v1/", Protocol.Anthropic, "https://api.anthropic.com/v1/messages")]
    [InlineData("anthropic-compatible", "https://api.z.ai/api/anthropic", Protocol.Anthropic, "https://api.z.ai/api/anthropic/v1/messages")]
    [InlineData("openai", "https://api.openai.com", Protocol.OpenAIChat, "https://api.openai.com/v1/chat/completions")]
    [InlineData("openai", "https://api.openai.com/v1", Protocol.OpenAIResponses, "https://api.openai.com/v1/responses")]
    [InlineData("openai-compatible", "http://127.0.0.1:11434", Protocol.OpenAIChat, "http://127.0.0.1:11434/v1/chat/completions")]
    [InlineData("openai-compatible", "http://127.0.0.1:11434/v1/", Protocol.OpenAIChat, "http://127.0.0.1:11434/v1/chat/completions")]
    [InlineData("openai-compatible", "https://api.z.ai/api/paas/v4", Protocol.OpenAIChat, "https://api.z.ai/api/paas/v4/chat/completions")]
    [InlineData("openai-compatible", "https://api.groq.com/openai/v1", Protocol.OpenAIResponses, "https://api.groq.com/openai/v1/responses")]
    [InlineData("gemini", "https://generativelanguage.googleapis.com", Protocol.Gemini, "https://generativelanguage.googleapis.com/v1beta/models/m-1:generateContent")]
    [InlineData("gemini", "https://generativelanguage.googleapis.com/v1", Protocol.Gemini, "https://generativelanguage.googleapis.com/v1/models/m-1:generateContent")]
    public void BaseUrl_IsTakenWithOrWithoutItsVersion(string provider, string baseUrl, Protocol protocol, string expected) =>
        Assert.Equal(expected, Address(Account(provider, baseUrl), protocol, "m-1")?.ToString());

    [Theory]
    [InlineData("gemini-2.5-pro", Protocol.Gemini, Operation.Generate, false, "google/models/gemini-2.5-pro:generateContent")]
    [InlineData("gemini-2.5-pro", Protocol.Gemini, Operation.Generate, true, "google/models/gemini-2.5-pro:streamGenerateContent?alt=sse")]
    [InlineData("gemini-2.5-pro", Protocol.Gemini, Operation.CountTokens, false, "google/models/gemini-2.5-pro:countTokens")]
    [InlineData("claude-opus-5-5", Protocol.Anthropic, Operation.Generate, false, "anthropic/models/claude-opus-5-5:rawPredict")]
    [InlineData("claude-opus-5-5@20260101", Protocol.Anthropic, Operation.Generate, true, "anthropic/models/claude-opus-5-5%4020260101:streamRawPredict")]
    [InlineData("claude-opus-5-5", Protocol.Anthropic, Operation.CountTokens, false, "anthropic/models/count-tokens:rawPredict")]
    public void Vertex_NamesPublisherModelProjectAndLocation(string model, Protocol protocol, Operation operation, bool stream, string expected)
    {
        var account = Account("vertex", "https://europe-west4-aiplatform.googleapis.com") with { Project = "my-project", Location = "europe-west4" };
        Assert.Equal(
            "https://europe-west4-aiplatform.googleapis.com/v1/projects/my-project/locations/europe-west4/publishers/" + expected,
            UpstreamAddress.Of(account, protocol, operation, model, stream, StreamForm.Sse, null, "")?.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://res.openai.azure.com", null, Protocol.OpenAIChat, "https://res.openai.azure.com/openai/v1/chat/completions")]
    [InlineData("https://res.openai.azure.com/openai/v1/", "v1", Protocol.OpenAIResponses, "https://res.openai.azure.com/openai/v1/responses")]
    [InlineData("https://res.openai.azure.com/openai", "preview", Protocol.OpenAIResponses, "https://res.openai.azure.com/openai/v1/responses?api-version=preview")]
    [InlineData("https://res.openai.azure.com/", "2024-10-21", Protocol.OpenAIChat, "https://res.openai.azure.com/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21")]
    [InlineData("https://res.openai.azure.com/", "2025-04-01-preview", Protocol.OpenAIResponses, "https://res.openai.azure.com/openai/responses?api-version=2025-04-01-preview")]
    public void Azure_TakesTheResourceAndItsVersion(string resource, string? version, Protocol protocol, string expected) =>
        Assert.Equal(expected, Address(Account("azure-openai", resource) with { ApiVersion = version }, protocol, "my-gpt")?.ToString());

    [Theory]
    [InlineData("tunedModels/my-1", "tunedModels/my-1")]
    [InlineData("tunedModels/../../files", "tunedModels/..%2F..%2Ffiles")]
    [InlineData("../../files?key=", "models/..%2F..%2Ffiles%3Fkey%3D")]
    [InlineData("@evil.test/x", "models/%40evil.test%2Fx")]
    public void NameOfAModel_LeadsNowhereElse(string model, string expected) => Assert.Equal(
        $"https://generativelanguage.googleapis.com/v1beta/{expected}:generateContent",
        Address(Account("gemini", "https://generativelanguage.googleapis.com"), Protocol.Gemini, model)?.AbsoluteUri);

    [Theory]
    [InlineData("vertex", "https://us-central1-aiplatform.googleapis.com", Protocol.Gemini, "https://us-central1-aiplatform.googleapis.com/v1beta1/publishers/google/models?pageSize=200")]
    [InlineData("vertex", "https://us-central1-aiplatform.googleapis.com", Protocol.Anthropic, "https://us-central1-aiplatform.googleapis.com/v1beta1/publishers/anthropic/models?pageSize=200")]
    [InlineData("azure-openai", "https://res.openai.azure.com", Protocol.OpenAIChat, "https://res.openai.azure.com/openai/v1/models")]
    [InlineData("gemini", "https://generativelanguage.googleapis.com", Protocol.Gemini, "https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000")]
    public void ModelList_IsTheProvidersFreeCall(string provider, string baseUrl, Protocol protocol, string expected) =>
        Assert.Equal(expected, UpstreamAddress.ModelList(Account(provider, baseUrl), protocol).ToString());

    private static Uri? Address(Account account, Protocol protocol, string model) =>
        UpstreamAddress.Of(account, protocol, Operation.Generate, model, stream: false, StreamForm.Sse, null, "");

    private static Account Account(string provider, string baseUrl) => new()
    {
        Id = "acc_1", Provider = provider, Name = "one", BaseUrl = new Uri(baseUrl), Credential = new Credential.None(), Protocols = [Protocol.OpenAIChat],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
