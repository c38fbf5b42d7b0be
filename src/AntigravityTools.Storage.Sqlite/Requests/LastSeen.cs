namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>A combination or an error text, and the day (UTC) of the newest row that has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Day">The day's first tick.</param>
internal readonly record struct LastSeen(long Id, long Day)
{
    /// <summary>No row that has it is this far in the order. Places move on by some ticks where rows share one, at midnight into the next day.</summary>
    internal long End => Day + TimeSpan.TicksPerDay + TimeSpan.TicksPerSecond;

    /// <summary>The first tick of the day of a place.</summary>
    internal static long DayOf(long ticks) => ticks - (ticks % TimeSpan.TicksPerDay);
}
