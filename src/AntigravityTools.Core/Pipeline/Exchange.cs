using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>One request's notebook: facts are noted as they become known and read by log, monitor and ledger alike.</summary>
internal sealed class Exchange(InboundRequest request)
{
    public InboundRequest Request { get; } = request;

    public List<Attempt> Attempts { get; } = [];

    /// <summary>Attempts begun, the running one included.</summary>
    public int AttemptsBegun { get; set; }

    public HashSet<string> Tried { get; } = [];

    public string? Rule { get; set; }

    public int Candidates { get; set; }

    public string Strategy { get; set; } = "";

    public string? Choice { get; set; }

    public ImmutableArray<PassedOver> PassedOver { get; set; } = [];

    public string? ResolvedModel { get; set; }

    public Account? Account { get; set; }

    public Protocol? UpstreamProtocol { get; set; }

    public TokenUsage Usage { get; set; } = TokenUsage.Unknown;

    public Verdict Verdict { get; set; } = Verdict.Ok;

    /// <summary>What the client was told, where it was told an error.</summary>
    public Fault? Fault { get; set; }

    /// <summary>The status that the client got.</summary>
    public int Status { get; set; }

    public long BytesOut { get; set; }

    public TimeSpan? TimeToFirstToken { get; set; }

    public Decision ToDecision() => new()
    {
        Rule = Rule,
        Strategy = Strategy,
        Candidates = Candidates,
        PassedOver = PassedOver,
        Reason = Choice,
    };
}
