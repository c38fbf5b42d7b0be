using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Verdicts;

public sealed class VerdictClassifierTests
{
    [Fact]
    public void EveryKind_HasAVerdict() =>
        Assert.All(Enum.GetValues<FaultKind>(), kind => Assert.NotEqual(Verdict.Ok, Rule(kind).Verdict));

    [Fact]
    public void Authentication_IsExpiredOnlyWhereItCanBeRefreshed()
    {
        var fault = new Fault { Kind = FaultKind.Authentication, Message = "No." };
        Assert.Equal((Verdict.AuthExpired, NextStep.RefreshCredential, null), Of(VerdictClassifier.Rule(fault, canRefresh: true)));
        Assert.Equal((Verdict.AuthInvalid, NextStep.NextAccount, AccountState.NeedsReauth), Of(VerdictClassifier.Rule(fault)));
    }

    [Fact]
    public void Permission_WithAPageToVisit_WaitsForThePerson_ButNotForEver()
    {
        var ruling = VerdictClassifier.Rule(new Fault { Kind = FaultKind.Permission, Message = "Verify first.", Link = "https://example.com/verify" });
        Assert.Equal((Verdict.Forbidden, NextStep.NextAccount, AccountState.ValidationRequired), Of(ruling));
        Assert.Equal("Verify first. https://example.com/verify", ruling.Reason);
        Assert.Equal(TimeSpan.FromMinutes(10), Assert.Single(ruling.Ladder));
    }

    [Theory]
    [InlineData(402, null, true)]
    [InlineData(429, "insufficient_quota", true)]
    [InlineData(429, "rate", false)]
    public void Quota_IsTheWholeAccountsWhereBillingIsMeant(int status, string? code, bool whole) => Assert.Equal(
        whole, VerdictClassifier.Rule(new Fault { Kind = FaultKind.QuotaExhausted, Message = "No more.", UpstreamStatus = status, Code = code }).WholeAccount);

    [Fact]
    public void NotFound_OfTheModelMovesOn_OfAnythingElseIsTheClients()
    {
        Assert.Equal(Verdict.ModelUnavailable, VerdictClassifier.Rule(new Fault { Kind = FaultKind.NotFound, Message = "m", Code = FaultCodes.ModelNotFound }).Verdict);
        Assert.Equal((Verdict.BadRequest, NextStep.Return, null), Of(Rule(FaultKind.NotFound)));
    }

    [Theory]
    [InlineData(FaultKind.ContextTooLong)]
    [InlineData(FaultKind.ContentBlocked)]
    [InlineData(FaultKind.InvalidRequest)]
    [InlineData(FaultKind.TooLarge)]
    public void FaultOfTheRequest_IsReturnedAndBlamesNobody(FaultKind kind)
    {
        var ruling = Rule(kind);
        Assert.Equal((NextStep.Return, null, false), (ruling.Next, ruling.State, ruling.CountsForCircuit));
    }

    [Theory]
    [InlineData(FaultKind.Upstream)]
    [InlineData(FaultKind.Network)]
    [InlineData(FaultKind.Timeout)]
    public void FaultOfTheWay_CountsForTheCircuit(FaultKind kind) => Assert.True(Rule(kind).CountsForCircuit);

    private static Ruling Rule(FaultKind kind) => VerdictClassifier.Rule(new Fault { Kind = kind, Message = "It failed." });

    private static (Verdict, NextStep, AccountState?) Of(Ruling ruling) => (ruling.Verdict, ruling.Next, ruling.State);
}
