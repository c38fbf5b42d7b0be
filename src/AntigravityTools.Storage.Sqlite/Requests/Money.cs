namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Costs as they rest: whole billionths of a US dollar, up to nine billion dollars.</summary>
internal static class Money
{
    private const decimal Billion = 1_000_000_000m;
    private const decimal Most = 9_000_000_000m;

    internal static long? BillionthsOf(decimal? dollars) => dollars is { } known ? (long)decimal.Round(Math.Clamp(known, -Most, Most) * Billion) : null;

    internal static decimal? DollarsOf(long? billionths) => billionths / Billion;
}
