using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Testing.Contracts;

/// <summary>Accounts for tests of stores.</summary>
public static class SampleAccounts
{
    /// <summary>A text that must never be found in a file.</summary>
    public const string Canary = "sk-canary-7f3a91c2e5d84b60";

    /// <summary>A small account with an API key.</summary>
    public static Account Small(string id, string key = Canary) => new()
    {
        Id = id,
        Provider = "openai",
        Name = "account " + id,
        BaseUrl = new Uri("https://api.example.test/v1"),
        Credential = new Credential.ApiKey(key),
        Protocols = [Protocol.OpenAIChat],
        CreatedAt = new DateTimeOffset(2026, 3, 1, 10, 20, 30, TimeSpan.Zero),
    };

    /// <summary>An account with a value in every field.</summary>
    public static Account Full(string id) => new()
    {
        Id = id,
        Provider = "vertex",
        Name = "클라우드 \"quoted\"",
        Email = "someone@example.test",
        BaseUrl = new Uri("https://location.example.test/"),
        Credential = new Credential.OAuth(Canary, "client-id")
        {
            ClientSecret = Canary + "-client",
            TokenEndpoint = new Uri("https://token.example.test/token"),
            AccessToken = Canary + "-access",
            ExpiresAt = new DateTimeOffset(2026, 3, 1, 11, 20, 30, 123, TimeSpan.Zero),
        },
        Protocols = [Protocol.Gemini, Protocol.Anthropic],
        Enabled = false,
        Priority = -3,
        Weight = 0.25,
        MaxConcurrency = 7,
        AllowedModels = ["gemini-2.5-pro", "claude-*"],
        OfferedModels = ["gemini-2.5-pro"],
        Aliases = ImmutableDictionary<string, string>.Empty.Add("fast", "gemini-2.5-flash").Add("Fast", "gemini-2.5-flash-lite"),
        ModelLimits = ImmutableDictionary<string, ModelLimits>.Empty.Add("gemini-2.5-pro", new ModelLimits(1048576, null)),
        Limits = ImmutableSortedDictionary<string, double>.Empty.Add("requests_per_minute", 60),
        ApiVersion = "2024-10-21",
        Project = "project-1",
        Location = "europe-west4",
        Notes = "line one\nline two",
        CreatedAt = new DateTimeOffset(2026, 3, 1, 10, 20, 30, TimeSpan.FromHours(9)),
    };
}
