namespace AntigravityTools.Core.Accounts.Strategies;

/// <summary><c>balance</c>: sticky while healthy; a new conversation goes to the better of two accounts drawn at random.</summary>
internal sealed class BalanceStrategy : ISelectionStrategy
{
    // So few are all looked at: two draws out of three would leave the best one out once in three times.
    private const int Few = 8;
    private const int Draws = 16;

    public bool IsSticky => true;

    public bool WaitsForBound => false;

    public bool IsTiered => false;

    public string Reason => "It has the most headroom: quota left, requests in flight and weight.";

    public double Score(AccountEntry entry, string? model, DateTimeOffset now) => Headroom.Score(entry, model, now);

    public AccountEntry? Pick(ReadOnlySpan<AccountEntry> ready, in PickContext context)
    {
        if (ready.Length <= Few)
        {
            return Scan.Lowest(ready, context, Headroom.Score, double.MinValue);
        }

        AccountEntry? first = null;
        for (var draw = 0; draw < Draws; draw++)
        {
            var drawn = ready[context.Random.Next(ready.Length)];
            if (drawn == first || context.IsTried(drawn))
            {
                continue;
            }

            if (first is null)
            {
                first = drawn;
                continue;
            }

            return Score(first, context.Model, context.Now) <= Score(drawn, context.Model, context.Now) ? first : drawn;
        }

        return first ?? Scan.Lowest(ready, context, Headroom.Score, double.MinValue);
    }
}
