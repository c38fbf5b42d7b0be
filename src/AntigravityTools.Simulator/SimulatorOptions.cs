namespace AntigravityTools.Simulator;

/// <summary>How a <see cref="SimulatorHost"/> behaves.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Clock for timestamps, paces, delays and token lifetimes.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Time between two stream events. Default: none.</summary>
    public TimeSpan EventPace { get; init; }

    /// <summary>Credentials that are accepted, beside access tokens issued by the OAuth endpoint. Null accepts any.</summary>
    public IReadOnlySet<string>? AcceptedCredentials { get; init; }

    /// <summary>Serves requests without a credential, as a local model server does.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Sends the providers' rate-limit headers.</summary>
    public bool RateLimitHeaders { get; init; } = true;

    /// <summary>Rejects thinking signatures and encrypted reasoning that this simulator did not make for that provider, as the real ones do.</summary>
    public bool VerifyOpaqueState { get; init; } = true;

    /// <summary>Accepts model names beyond the three lists.</summary>
    public bool AcceptAnyModel { get; init; }

    /// <summary>Requests kept in <see cref="SimulatorHost.Requests"/>; older ones are dropped.</summary>
    public int RecordedRequests { get; init; } = 1000;

    /// <summary>Shortest repeated prompt prefix, in tokens, that counts as cached.</summary>
    public int MinimumCachedTokens { get; init; } = 64;

    /// <summary>Lifetime of access tokens issued by the OAuth endpoint.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Shows a page on which a person allows or denies, instead of consenting at once.</summary>
    public bool ConsentPage { get; init; }

    /// <summary>The OAuth clients that exist, by id with their secrets. Null accepts any id and no matter which secret.</summary>
    public IReadOnlyDictionary<string, string>? OAuthClients { get; init; }

    /// <summary>Models in OpenAI's list. A name with "reason", "think" or "-r1" streams <c>reasoning_content</c> over Chat.</summary>
    public IReadOnlyList<string> OpenAiModels { get; init; } =
    [
        "gpt-5.4", "gpt-5.4-mini", "gpt-4.1-nano", "gpt-3.5-turbo-instruct", "deepseek-reasoner", "text-embedding-3-small",
        "text-embedding-3-large", "gpt-image-1", "gpt-4o-transcribe", "whisper-1", "gpt-4o-mini-tts", "tts-1", "omni-moderation-latest",
    ];

    /// <summary>Models in Anthropic's list.</summary>
    public IReadOnlyList<string> AnthropicModels { get; init; } =
        ["claude-opus-5-5", "claude-sonnet-4-5", "claude-sonnet-4-5-20250929", "claude-haiku-4-5", "claude-haiku-4-5-20251001"];

    /// <summary>Models in Gemini's list.</summary>
    public IReadOnlyList<string> GeminiModels { get; init; } =
    [
        "gemini-3.8-flash", "gemini-3.5-flash-lite", "gemini-3.1-pro-preview", "gemini-2.5-pro", "gemini-2.5-flash",
        "gemini-2.5-flash-image", "gemini-3-pro-image-preview", "gemini-2.5-flash-preview-tts", "gemini-embedding-001",
    ];
}
