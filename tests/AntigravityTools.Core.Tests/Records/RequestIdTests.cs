using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Tests.Records;

public sealed class RequestIdTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void RequestId_SaysWhenItsRequestStarted()
    {
        var ids = new Ids();

        Assert.Equal(Noon, RequestId.StartOf(ids.NewRequestId(Noon)));
        Assert.Equal(Noon, RequestId.StartOf(ids.NewRequestId(Noon.AddTicks(9_999))));
        Assert.Equal(DateTimeOffset.UnixEpoch, RequestId.StartOf(ids.NewRequestId(DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public void RequestIds_GrowWithTime()
    {
        var ids = new Ids();
        var minted = Enumerable.Range(0, 100).Select(n => ids.NewRequestId(Noon.AddMilliseconds(n))).ToList();

        Assert.Equal(minted.Order(StringComparer.Ordinal), minted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("req_unknown")]
    [InlineData("acc_06h0zzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("req_06h0lzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("req_06H0ZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("req_zzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void IdThatWasNotMinted_SaysNothing(string id) => Assert.Null(RequestId.StartOf(id));
}
