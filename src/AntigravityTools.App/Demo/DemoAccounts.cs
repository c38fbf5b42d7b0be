using System.Collections.Immutable;
using AntigravityTools.App.Hosting;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Upstreams;

namespace AntigravityTools.App.Demo;

/// <summary>The accounts of a demo: two of each vendor's kind, so that one can step in for the other.</summary>
internal static class DemoAccounts
{
    private static readonly (string Vendor, ImmutableArray<string> Protocols, ImmutableArray<string> Models)[] Kinds =
    [
        ("OpenAI", ["openai-responses", "openai-chat"], ["gpt-5.4", "gpt-5.4-mini", "text-embedding-3-small"]),
        ("Anthropic", ["anthropic"], ["claude-opus-5-5", "claude-sonnet-4-5", "claude-haiku-4-5"]),
        ("Gemini", ["gemini"], ["gemini-3.8-flash", "gemini-2.5-pro", "gemini-2.5-flash"]),
    ];

    /// <summary>Adds them the way a person would; returns their number.</summary>
    public static async Task<int> AddAsync(GatewayParts parts, CancellationToken cancellationToken)
    {
        var added = 0;
        foreach (var (vendor, protocols, models) in Kinds)
        {
            foreach (var name in (string[])[$"{vendor} demo A", $"{vendor} demo B"])
            {
                var draft = new AccountDraft
                {
                    Provider = ProviderCatalogue.Simulator,
                    Name = name,
                    Auth = new AuthDraft { Type = "api_key", ApiKey = $"sk-demo-{name.Replace(' ', '-').ToLowerInvariant()}" },
                    Protocols = protocols,
                    Models = models,
                };
                var result = await parts.Accounts.AddAsync(draft, cancellationToken).ConfigureAwait(false);
                added += result.Account is null ? 0 : 1;
            }
        }

        return added;
    }
}
