using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>What the attempt loop remembers of one exchange while it runs.</summary>
/// <param name="most">Most attempts; retries after a refresh or a strip do not count.</param>
/// <param name="deadline">No attempt starts after it.</param>
/// <param name="offlineDeadline">Until when a machine without network is waited for.</param>
internal sealed class AttemptRun(int most, DateTimeOffset deadline, DateTimeOffset offlineDeadline)
{
    private const int MostRecorded = 100;
    private HashSet<string>? _refreshed;
    private Dictionary<string, TimeSpan?>? _mayTryAgain;

    public DateTimeOffset OfflineDeadline => offlineDeadline;

    /// <summary>Attempts that count.</summary>
    public int Counted { get; set; }

    /// <summary>Times that the loop waited for the network.</summary>
    public int OfflineRounds { get; set; }

    /// <summary>Accounts whose credential was refreshed for this exchange.</summary>
    public HashSet<string> Refreshed => _refreshed ??= [];

    /// <summary>Accounts whose last failure may be gone with another try, with the wait that the provider asked for.</summary>
    public Dictionary<string, TimeSpan?> MayTryAgain => _mayTryAgain ??= [];

    public Fault? LastFault { get; set; }

    public Ruling? LastRuling { get; set; }

    /// <summary>Why the pool gave no account, the first time.</summary>
    public LeaseRefusal? Refusal { get; set; }

    /// <summary>Time waited before the attempt to come.</summary>
    public TimeSpan Waited { get; set; }

    public bool IsOver(DateTimeOffset now) => Counted >= most || now >= deadline;

    /// <summary>Begins a route: no account of it was tried yet.</summary>
    public void Enter(Exchange exchange)
    {
        exchange.Tried.Clear();
        _mayTryAgain?.Clear();
    }

    public static bool HasRoomToRecord(Exchange exchange) => exchange.Attempts.Count < MostRecorded;
}
