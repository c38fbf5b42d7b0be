using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Monitoring;

/// <summary>One finished request as news.</summary>
/// <param name="Sequence">Counts all news; a jump means that some were dropped for this watcher.</param>
/// <param name="Record">The request.</param>
public sealed record LiveItem(long Sequence, RequestRecord Record);
