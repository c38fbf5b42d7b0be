using System.Collections.Immutable;

namespace AntigravityTools.Core.Records;

/// <summary>The chain from client to provider, walked once.</summary>
public sealed record DoctorReport
{
    /// <summary>What was found, in the order of the chain.</summary>
    public required ImmutableArray<DoctorFinding> Findings { get; init; }

    /// <summary>The first thing that breaks the chain; null where nothing does.</summary>
    public DoctorFinding? FirstBroken => Findings.FirstOrDefault(finding => finding.Breaks);

    /// <summary>A report in the order of the chain, what breaks it first within a link.</summary>
    public static DoctorReport Of(IEnumerable<DoctorFinding> findings) =>
        new() { Findings = [.. findings.OrderBy(finding => finding.Link).ThenBy(finding => !finding.Breaks)] };

    /// <summary><c>ok</c>, <c>warning</c> or <c>broken</c>.</summary>
    public string StateOf(DoctorLink link) => Findings.Any(finding => finding.Link == link && finding.Breaks) ? "broken"
        : Findings.Any(finding => finding.Link == link) ? "warning" : "ok";
}
