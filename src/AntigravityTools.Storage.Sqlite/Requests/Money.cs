namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Costs as they rest: whole billionths of a US dollar.</summary>
internal static class Money
{
    private const decimal Billion = 1_000_000_000m;

    internal static long? BillionthsOf(decimal? dollars) => dollars is { } known ? (long)decimal.Round(known * Billion) : null;

    internal static decimal? DollarsOf(long? billionths) => billionths / Billion;
}
