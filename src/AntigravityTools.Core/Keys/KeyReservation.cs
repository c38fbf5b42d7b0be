namespace AntigravityTools.Core.Keys;

/// <summary>What one request holds of its key's limits; settled once, when the request is over.</summary>
public sealed class KeyReservation
{
    private readonly KeyUsage _usage;
    private readonly long _tokens;
    private readonly decimal _cost;
    private readonly TimeProvider _time;
    private int _settled;

    internal KeyReservation(KeyUsage usage, long tokens, decimal cost, TimeProvider time) => (_usage, _tokens, _cost, _time) = (usage, tokens, cost, time);

    /// <summary>Counts what was really used; unknown counts as nothing.</summary>
    public void Settle(long? tokens, decimal? cost)
    {
        if (Interlocked.Exchange(ref _settled, 1) == 0)
        {
            _usage.Settle(_tokens, _cost, tokens ?? 0, cost ?? 0, _time.GetUtcNow());
        }
    }
}
