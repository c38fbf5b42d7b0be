namespace AntigravityTools.Core.Records;

/// <summary>The width of a usage bucket; all begin in UTC, weeks on Monday.</summary>
public enum UsageSpan
{
    /// <summary>One hour.</summary>
    Hour,

    /// <summary>One day.</summary>
    Day,

    /// <summary>One week.</summary>
    Week,
}
