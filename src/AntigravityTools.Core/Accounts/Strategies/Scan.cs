namespace AntigravityTools.Core.Accounts.Strategies;

/// <summary>Looks through ready accounts for the lowest measure, starting at another place each time.</summary>
internal static class Scan
{
    // Beyond this number a window is looked at that moves on with each pick; what is picked stays near the best.
    private const int Window = 512;

    /// <summary>The account with the lowest measure that was not tried yet; null where all were.</summary>
    /// <param name="ready">The accounts.</param>
    /// <param name="context">The request.</param>
    /// <param name="measure">What is to be low.</param>
    /// <param name="perfect">A measure that nothing beats; the search ends with it.</param>
    public static AccountEntry? Lowest(
        ReadOnlySpan<AccountEntry> ready, in PickContext context, Func<AccountEntry, string?, DateTimeOffset, double> measure, double perfect)
    {
        AccountEntry? best = null;
        var lowest = double.MaxValue;
        var at = ready.Length == 0 ? 0 : (context.Turn & int.MaxValue) % ready.Length;
        for (var looked = 0; looked < ready.Length && (looked < Window || best is null); looked++)
        {
            var entry = ready[at];
            at = at + 1 == ready.Length ? 0 : at + 1;
            if (context.IsTried(entry))
            {
                continue;
            }

            var value = measure(entry, context.Model, context.Now);
            if (value < lowest)
            {
                (lowest, best) = (value, entry);
                if (value <= perfect)
                {
                    break;
                }
            }
        }

        return best;
    }
}
