using System.Collections.Immutable;
using AntigravityTools.Core.Keys;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>One request's notebook: facts are noted as they become known and read by log, monitor and ledger alike.</summary>
internal sealed class Exchange(InboundRequest request)
{
    private IReadOnlyList<string>? _namedObjects;

    public InboundRequest Request { get; } = request;

    /// <summary>What the request names of the things that providers keep; its body is searched once, however many look.</summary>
    public IReadOnlyList<string> NamedObjects => _namedObjects ??= ServerObjects.NamedIn(Request.Protocol, Request.Head, Request.Body.Span);

    public List<Attempt> Attempts { get; } = [];

    /// <summary>Attempts begun, the running one included.</summary>
    public int AttemptsBegun { get; set; }

    public HashSet<string> Tried { get; } = [];

    public string? Rule { get; set; }

    public int Candidates { get; set; }

    public string Strategy { get; set; } = "";

    public string? Choice { get; set; }

    /// <summary>Accounts that routing left out, by reason.</summary>
    public ImmutableArray<PassedOver> LeftOut { get; set; } = [];

    /// <summary>Candidates that the pool passed over, by reason.</summary>
    public ImmutableArray<PassedOver> PassedOver { get; set; } = [];

    /// <summary>The chosen account's place in the order; the lowest is tried first.</summary>
    public double? Score { get; set; }

    /// <summary>What the rule sets for reasoning.</summary>
    public (string? Effort, int? ThinkingBudget) Reasoning { get; set; }

    /// <summary>True once opaque state is taken out of the request.</summary>
    public bool StripsState { get; set; }

    /// <summary>The container or conversation at the provider that the answer told of.</summary>
    public string? MadeObject { get; set; }

    /// <summary>What the client's request lost on its way.</summary>
    public List<Loss> Losses { get; } = [];

    /// <summary>The request in the canonical model, once a translation read it.</summary>
    public ReadResult<ChatRequest>? Chat { get; set; }

    /// <summary>What it holds of its client key's limits.</summary>
    public KeyReservation? Reservation { get; set; }

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
        PassedOver = LeftOut.IsEmpty ? PassedOver : [.. PassedOver, .. LeftOut],
        Reason = Choice,
        Score = Score,
    };
}
