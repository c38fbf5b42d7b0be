using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Upstreams;

public sealed class UpstreamAuthTests
{
    private static readonly Credential Key = new Credential.ApiKey("the-key");
    private static readonly Credential Login = new Credential.OAuth("refresh", "client") { AccessToken = "the-token" };
    private static readonly Credential File = new Credential.ServiceAccount("{}") { AccessToken = "the-token" };

    public static TheoryData<string, Credential, Protocol, string?, string> Table => new()
    {
        { "anthropic", Key, Protocol.Anthropic, null, "x-api-key: the-key" },
        { "anthropic-compatible", Key, Protocol.Anthropic, null, "x-api-key: the-key" },
        { "openai", Key, Protocol.OpenAIChat, null, "Authorization: Bearer the-key" },
        { "openai", Key, Protocol.OpenAIResponses, null, "Authorization: Bearer the-key" },
        { "openai-compatible", new Credential.None(), Protocol.OpenAIChat, null, "" },
        { "azure-openai", Key, Protocol.OpenAIChat, null, "api-key: the-key" },
        { "azure-openai", Key, Protocol.OpenAIResponses, null, "api-key: the-key" },
        { "gemini", Key, Protocol.Gemini, "project", "x-goog-api-key: the-key" },
        { "gemini", Login, Protocol.Gemini, null, "Authorization: Bearer the-token" },
        { "gemini", Login, Protocol.Gemini, "project", "Authorization: Bearer the-token, x-goog-user-project: project" },
        { "vertex", Login, Protocol.Anthropic, "project", "Authorization: Bearer the-token, x-goog-user-project: project" },
        { "vertex", File, Protocol.Gemini, "project", "Authorization: Bearer the-token" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Credential_GoesWhereTheProviderWantsIt(string provider, Credential credential, Protocol protocol, string? project, string expected)
    {
        var headers = new List<KeyValuePair<string, string>>();
        UpstreamAuth.Apply(new Account
        {
            Id = "acc_1", Provider = provider, Name = "one", BaseUrl = new Uri("https://example.test"), Credential = credential, Protocols = [protocol],
            Project = project, CreatedAt = DateTimeOffset.UnixEpoch,
        }, protocol, headers);
        Assert.Equal(expected, string.Join(", ", headers.Select(header => $"{header.Key}: {header.Value}")));
    }
}
