using AntigravityTools.Protocols.Model;
using AntigravityTools.Simulator;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.Wire;

public sealed class RequestBytesTests(GatewayFixture gateway)
{
    // Key order, unknown fields, odd spacing, number spellings, escapes and a key given twice: everything that a parser would tidy up.
    private const string Oddities =
        """ "zz_unknown" : {"b":1.0, "a":1e21,"c":-0.0,"d":12345678901234567890, "e":[ ],"f":"\u00e9\/é👋", "a":null} , "temperature":1.0,""";

    public static MatrixTheoryData<Protocol, bool, bool> Calls { get; } = new(Enum.GetValues<Protocol>(), [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Request_ReachesTheVendorByteForByteExceptForTheModelsName(Protocol protocol, bool stream, bool renamed)
    {
        var cancel = TestContext.Current.CancellationToken;
        var call = new WireCall(protocol, stream);
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { AcceptAnyModel = true }, cancel);
        await using var accounts = await gateway.AddAccountsAsync(call.Provider, call.BaseUrl(simulator), count: 1, renamed, cancel);

        using var answer = await call.SendAsync(gateway, accounts.Model, Odd(call.Body(accounts.Model)));

        Assert.Equal(200, (int)answer.StatusCode);
        var received = await simulator.WaitForRequestAsync(request => request.Path.EndsWith(call.Verb, StringComparison.Ordinal), cancel);
        Assert.Equal(Odd(call.Body(accounts.UpstreamModel)), received.BodyText);
        Assert.Equal(call.Path(accounts.UpstreamModel), received.Path + received.Query);
    }

    private static string Odd(string body) => "{" + Oddities + body[1..^1] + "\n}\r\n";
}
