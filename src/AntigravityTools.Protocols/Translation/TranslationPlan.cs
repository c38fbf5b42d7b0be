using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>What has to happen to a request on its way to one account, cheapest first.</summary>
public abstract record TranslationPlan
{
    private TranslationPlan()
    {
    }

    /// <summary>The body goes out byte for byte.</summary>
    public sealed record Passthrough : TranslationPlan;

    /// <summary>Single values of the body are replaced; all other bytes stay (<see cref="RequestPatcher"/>).</summary>
    /// <param name="Model">The model to write into the body; null where the body's own stands.</param>
    /// <param name="IncludeUsage">
    /// True where the gateway adds <c>stream_options.include_usage</c>. The client did not ask for it, so frames of kind
    /// <see cref="FrameKind.UsageOnly"/> are read and not passed on.
    /// </param>
    public sealed record Patched(string? Model, bool IncludeUsage) : TranslationPlan
    {
        /// <summary>The reasoning effort that a rule sets; null keeps the client's.</summary>
        public string? Effort { get; init; }

        /// <summary>The thinking tokens that a rule sets; null keeps the client's.</summary>
        public int? ThinkingBudget { get; init; }
    }

    /// <summary>The request is read into the canonical model and written in another protocol; the answer goes the other way.</summary>
    /// <param name="Upstream">The protocol to speak with the account.</param>
    public sealed record Translated(Protocol Upstream) : TranslationPlan;

    /// <summary>The account can not serve the request.</summary>
    /// <param name="Fault">Why, and what to do.</param>
    public sealed record Unsupported(Fault Fault) : TranslationPlan;
}
