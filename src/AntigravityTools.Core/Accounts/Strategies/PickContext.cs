namespace AntigravityTools.Core.Accounts.Strategies;

/// <summary>What a strategy may look at beside the ready accounts.</summary>
/// <param name="model">The upstream model.</param>
/// <param name="tried">Accounts that this request has tried.</param>
/// <param name="now">The time now.</param>
/// <param name="random">The pool's randomness.</param>
/// <param name="turn">Counts the picks: starting at another place each time is round-robin among equals.</param>
internal readonly ref struct PickContext(string? model, IReadOnlySet<string> tried, DateTimeOffset now, Random random, int turn)
{
    public string? Model { get; } = model;

    public DateTimeOffset Now { get; } = now;

    public Random Random { get; } = random;

    public int Turn { get; } = turn;

    public bool IsTried(AccountEntry entry) => tried.Count > 0 && tried.Contains(entry.Account.Id);
}
