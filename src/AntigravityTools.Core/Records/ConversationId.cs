namespace AntigravityTools.Core.Records;

/// <summary>A conversation, as 128 bits of hash over what names it; the same for every turn of one conversation of one client key.</summary>
/// <param name="High">The upper half.</param>
/// <param name="Low">The lower half.</param>
public readonly record struct ConversationId(ulong High, ulong Low);
