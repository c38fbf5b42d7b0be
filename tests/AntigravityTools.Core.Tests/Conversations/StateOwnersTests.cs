using System.Text;
using AntigravityTools.Core.Conversations;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Conversations;

public sealed class StateOwnersTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Value_IsKnownByItsTextToItsClientKeyAlone()
    {
        var owners = new StateOwners(_time);
        Assert.True(owners.IsEmpty);

        owners.Remember("one", 7, "c2ln\\u003d"u8);

        Assert.False(owners.IsEmpty);
        Assert.Equal(7ul, owners.Find("one", "c2ln="u8));
        Assert.Null(owners.Find("two", "c2ln="u8));
        Assert.Null(owners.Find(null, "c2ln="u8));
        Assert.Null(owners.Find("one", "c2lo="u8));
    }

    [Fact]
    public void Value_IsForgottenInTime_AndLivesOnWhereItCameAgain()
    {
        var owners = new StateOwners(_time);
        owners.Remember(null, 1, "a"u8);
        owners.Remember(null, 1, "b"u8);
        _time.Advance(Lifetime / 2);
        owners.Remember(null, 2, "b"u8);
        _time.Advance(Lifetime / 2);
        owners.Remember(null, 3, "c"u8);

        Assert.Null(owners.Find(null, "a"u8));
        Assert.Equal(2ul, owners.Find(null, "b"u8));
    }

    [Fact]
    public void OldestValues_GoWhereThereAreTooMany()
    {
        var owners = new StateOwners(_time);
        for (var i = 0; i < 70_000; i++)
        {
            owners.Remember(null, 1, Encoding.UTF8.GetBytes($"value {i}"));
        }

        Assert.Null(owners.Find(null, "value 0"u8));
        Assert.Equal(1ul, owners.Find(null, "value 69999"u8));
        Assert.Equal(1ul, owners.Find(null, "value 4465"u8));
        Assert.Null(owners.Find(null, "value 4463"u8));
    }
}
