namespace AntigravityTools.Core.Management;

/// <summary>One account in the answer to "what would happen to this request?".</summary>
/// <param name="AccountId">Its id.</param>
/// <param name="Account">Its name.</param>
/// <param name="Eligible">True where it could be taken now.</param>
/// <param name="Reason">Why, or why not, in one sentence.</param>
/// <param name="Score">Its place in the order: the lowest is tried first; null where not eligible.</param>
public sealed record RouteCandidate(string AccountId, string Account, bool Eligible, string Reason, double? Score);
