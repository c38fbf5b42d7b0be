namespace AntigravityTools.Core.Accounts.Strategies;

/// <summary>How loaded an account is: requests in flight against its weight, what is left of its quota and its recent failures.</summary>
internal static class Headroom
{
    // For the order alone: an account of which nothing is known is worth a try. It is never shown as full.
    private const double Unknown = 1;
    private const double Least = 0.01;

    /// <summary>The lowest is the one with the most headroom.</summary>
    public static double Score(AccountEntry entry, string? model, DateTimeOffset now)
    {
        var left = entry.Runtime.LeftFor(model, now)?.Fraction ?? Unknown;
        return Load(entry) / Math.Max(Least, left);
    }

    /// <summary>The same without regard to quotas.</summary>
    public static double Load(AccountEntry entry) =>
        (entry.Runtime.InFlight + 1.0) * (1 + entry.Runtime.FailuresInRow) / Math.Max(Least, entry.Account.Weight);
}
