using AntigravityTools.Core.Conversations;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Conversations;

public sealed class ResponseOwnersTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Object_IsFoundByItsClientKeyAlone_UntilItIsOld()
    {
        var owners = new ResponseOwners(_time);
        owners.Remember("one", "resp_1", "acc_a");
        owners.Remember("one", "resp_1", "acc_b");

        Assert.Equal("acc_a", owners.Find("one", "resp_1"));
        Assert.Null(owners.Find("two", "resp_1"));
        Assert.Null(owners.Find(null, "resp_1"));

        _time.Advance(TimeSpan.FromDays(30));
        Assert.Null(owners.Find("one", "resp_1"));
    }

    [Fact]
    public void Objects_AreBoundedInCountAndInTheLengthOfTheirIds()
    {
        var owners = new ResponseOwners(_time);
        owners.Remember(null, new string('x', 513), "acc_a");
        Assert.Null(owners.Find(null, new string('x', 513)));

        for (var i = 0; i <= 50_000; i++)
        {
            owners.Remember(null, $"resp_{i}", "acc_a");
        }

        Assert.Null(owners.Find(null, "resp_0"));
        Assert.Equal("acc_a", owners.Find(null, "resp_50000"));
    }
}
