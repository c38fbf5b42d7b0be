namespace AntigravityTools.Protocols.Model;

/// <summary>One thing that a translation could not carry over.</summary>
/// <param name="Field">The inbound field, such as <c>logit_bias</c> or <c>messages[3].content[1]</c>.</param>
/// <param name="What">What happened to it: dropped, approximated, emulated.</param>
/// <param name="Why">Why, in one sentence.</param>
public sealed record Loss(string Field, string What, string Why);
