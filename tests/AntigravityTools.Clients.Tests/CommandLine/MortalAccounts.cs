using System.Text.Json;
using System.Text.Json.Nodes;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.CommandLine;

/// <summary>
/// Five accounts that alone serve one model. Four of them answer one request each and then die, each in a way of its own; the fifth, which
/// is asked last because it weighs least, lives.
/// </summary>
internal sealed class MortalAccounts : IAsyncDisposable
{
    private readonly GatewayFixture _gateway;
    private readonly SimulatorHost _lasting;
    private readonly SimulatorHost _leaving;
    private readonly List<string> _ids = [];

    private bool _left;

    private MortalAccounts(GatewayFixture gateway, SimulatorHost lasting, SimulatorHost leaving, string model) =>
        (_gateway, _lasting, _leaving, Model) = (gateway, lasting, leaving, model);

    /// <summary>The name to ask for.</summary>
    public string Model { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Adds them.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="provider"><c>anthropic</c> or <c>gemini</c>.</param>
    /// <param name="verb">What the path of a generation contains; nothing else fails.</param>
    /// <param name="actual">The provider's name of the model.</param>
    /// <param name="model">The name to ask for.</param>
    /// <param name="third">How the third of them dies; the others do by a refused key, a limit and a server that is gone.</param>
    public static async Task<MortalAccounts> AddAsync(GatewayFixture gateway, string provider, string verb, string actual, string model, Behaviour third)
    {
        // Nothing is scripted for the fourth: nothing listens at its port any more.
        Behaviour[] fates =
        [
            new Fault(FaultKind.InvalidCredential), new Fault(FaultKind.RateLimited) { RetryAfter = TimeSpan.FromMinutes(10) }, third,
            new NormalReply(), new NormalReply(),
        ];
        var accounts = new MortalAccounts(
            gateway, await SimulatorHost.StartAsync(new SimulatorOptions(), Cancel), await SimulatorHost.StartAsync(new SimulatorOptions(), Cancel), model);
        for (var number = 0; number < fates.Length; number++)
        {
            var key = $"sk-{model}-{number}";
            var home = number == 3 ? accounts._leaving : accounts._lasting;
            home.Script(key, new NormalReply { Path = verb });
            home.Always(key, fates[number] with { Path = verb });
            accounts._ids.Add(await gateway.Management.AddAccountAsync(new JsonObject
            {
                ["provider"] = provider,
                ["name"] = $"{model} {number}",
                ["base_url"] = home.BaseUrl.ToString(),
                ["auth"] = new JsonObject { ["type"] = "api_key", ["api_key"] = key },
                ["models"] = new JsonArray(actual),
                ["aliases"] = new JsonObject { [model] = actual },
                ["weight"] = 100 - (number * 20),
            }, Cancel));
        }

        return accounts;
    }

    /// <summary>Takes the fourth account's server away: its port refuses connections.</summary>
    public async Task LeaveAsync()
    {
        _left = true;
        await _leaving.DisposeAsync();
    }

    /// <summary>Every request for the model, with its attempts.</summary>
    public async Task<IReadOnlyList<JsonElement>> RequestsAsync()
    {
        var list = await _gateway.Management.SendAsync(HttpMethod.Get, $"/api/requests?limit=200&q={Model}", body: null, Cancel);
        var requests = new List<JsonElement>();
        foreach (var one in list.GetProperty("items").EnumerateArray())
        {
            requests.Add(await _gateway.Management.SendAsync(HttpMethod.Get, "/api/requests/" + one.GetProperty("id").GetString(), body: null, Cancel));
        }

        return requests;
    }

    /// <summary>The state of one account, counted from 0.</summary>
    public async Task<string> StateAsync(int number)
    {
        var account = await _gateway.Management.SendAsync(HttpMethod.Get, "/api/accounts/" + _ids[number], body: null, Cancel);
        var status = account.GetProperty("status");
        return status.GetProperty("models").EnumerateArray().Select(static model => model.GetProperty("state").GetString()).FirstOrDefault()
            ?? status.GetProperty("state").GetString()!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var id in _ids)
        {
            await _gateway.Management.DeleteAccountAsync(id, CancellationToken.None);
        }

        await _lasting.DisposeAsync();
        if (!_left)
        {
            await _leaving.DisposeAsync();
        }
    }
}
