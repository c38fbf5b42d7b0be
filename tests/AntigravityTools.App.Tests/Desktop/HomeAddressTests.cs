using AntigravityTools.App.Desktop;

namespace AntigravityTools.App.Tests.Desktop;

public sealed class HomeAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8046", false)]
    [InlineData("http://127.0.0.1:8046/monitor?id=1", false)]
    [InlineData("about:blank", false)]
    [InlineData("data:text/html,hello", false)]
    [InlineData("http://127.0.0.1:80460/", true)]
    [InlineData("http://127.0.0.1:8046.example.com/", true)]
    [InlineData("https://127.0.0.1:8046/", true)]
    [InlineData("HTTPS://example.com/", true)]
    public void Address_LeadsOutWhereItIsAnotherSites(string address, bool leadsOut) =>
        Assert.Equal(leadsOut, HomeAddress.Of("http://127.0.0.1:8046/login?token=x").LeadsOut(address));

    [Fact]
    public void WithoutAConsole_EveryPageOfTheWebLeadsOut()
    {
        Assert.True(default(HomeAddress).LeadsOut("http://127.0.0.1:8046/"));
        Assert.False(default(HomeAddress).LeadsOut("about:blank"));
    }
}
