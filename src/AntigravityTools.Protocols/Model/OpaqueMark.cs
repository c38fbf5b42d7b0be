namespace AntigravityTools.Protocols.Model;

/// <summary>What a client's protocol demands a proof for and no provider proved: said in the form of an owner's mark, so that no provider ever sees it.</summary>
public static class OpaqueMark
{
    /// <summary>The mark of reasoning or a call without a proof; <c>Translation.OwnerTag</c> reads it as a value of nobody's, of no length.</summary>
    public const string Unproven = "QUdUAQABAAAAAAAAAAAA";
}
