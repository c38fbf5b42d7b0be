using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Core.Tests.Configuration;

public sealed class ConfigValidatorTests
{
    private static readonly GatewayConfig Valid = ConfigStore.Fresh();

    [Fact]
    public void Defaults_AreValid() => Assert.Empty(ConfigValidator.Validate(Valid));

    [Theory]
    [InlineData("*")]
    [InlineData("https://*")]
    [InlineData("https://example.com/path")]
    [InlineData("https://")]
    [InlineData("example.com")]
    [InlineData("http://localhost:*/x")]
    public void OriginThatIsTooWide_IsRefused(string origin) =>
        Refused("proxy.allowed_origins", Valid with { Proxy = Valid.Proxy with { AllowedOrigins = [origin] } });

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("http://localhost:*")]
    [InlineData("app://")]
    [InlineData("http://192.168.1.4:3000")]
    public void OriginThatNamesSomebody_IsAccepted(string origin) =>
        Assert.Empty(ConfigValidator.Validate(Valid with { Proxy = Valid.Proxy with { AllowedOrigins = [origin] } }));

    [Theory]
    [InlineData("*")]
    [InlineData("http://nas")]
    [InlineData("nas:8045")]
    [InlineData("")]
    public void HostThatIsNoName_IsRefused(string host)
    {
        Refused("proxy.allowed_hosts", Valid with { Proxy = Valid.Proxy with { AllowedHosts = [host] } });
        Refused("console.allowed_hosts", Valid with { Console = Valid.Console with { AllowedHosts = [host] } });
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("proxy:3128")]
    [InlineData("")]
    public void EgressProxyOfAnotherKind_IsRefused(string address) =>
        Refused("proxy.egress_proxy", Valid with { Proxy = Valid.Proxy with { EgressProxy = address } });

    [Theory]
    [InlineData("sk-short")]
    [InlineData("sk-with a space in it")]
    [InlineData("sk-with-ümlaut-in-it")]
    public void ClientKeyThatCanNotTravel_IsRefused(string key) =>
        Refused("proxy.api_key", Valid with { Proxy = Valid.Proxy with { ApiKey = key } });

    [Fact]
    public void ConsoleOnTheLanWithoutAPassword_IsRefused() =>
        Refused("console.allow_lan_access", Valid with { Console = Valid.Console with { AllowLanAccess = true } });

    [Fact]
    public void HashThatIsNone_IsRefused() =>
        Refused("console.admin_password_hash", Valid with { Console = Valid.Console with { AdminPasswordHash = "pbkdf2-sha256$x$y$z" } });

    [Fact]
    public void SamePortTwice_IsRefusedUnlessAnyIsTaken()
    {
        Refused("console.port", Valid with { Console = Valid.Console with { Port = Valid.Proxy.Port } });
        Assert.Empty(ConfigValidator.Validate(Valid with { Proxy = Valid.Proxy with { Port = 0 }, Console = Valid.Console with { Port = 0 } }));
    }

    [Fact]
    public void Rules_MustChangeSomethingAndMatchOnce()
    {
        var rules = new RoutingConfig
        {
            Rules = [new() { Match = "gpt-*", Model = "m" }, new() { Match = "GPT-*", Provider = "openai" }, new() { Match = "x" }, new() { Match = "y", Model = "a*" }],
        };

        var errors = ConfigValidator.Validate(Valid with { Routing = rules });

        Assert.Equal(["routing.rules[1]", "routing.rules[2]", "routing.rules[3]"], errors.Select(error => error.Field));
    }

    private static void Refused(string field, GatewayConfig config) => Assert.Equal(field, Assert.Single(ConfigValidator.Validate(config)).Field);
}
