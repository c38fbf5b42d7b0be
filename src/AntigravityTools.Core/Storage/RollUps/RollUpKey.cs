using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage.RollUps;

/// <summary>Which requests one roll-up row sums up.</summary>
/// <param name="Group">By what the row is grouped; null sums up all requests of the hour.</param>
/// <param name="Hour">The start of the hour, or of the day where sums are gathered by day; UTC.</param>
/// <param name="Value">The model, account, key or protocol; empty where the requests name none.</param>
public readonly record struct RollUpKey(UsageGroup? Group, DateTimeOffset Hour, string Value);
