using System.Text.Json;
using AntigravityTools.App.Commands.Access;
using AntigravityTools.App.Platform;
using AntigravityTools.Core.Clients;
using AntigravityTools.Core.Management;

namespace AntigravityTools.App.Commands;

/// <summary>
/// The clients of whoever types the command: their home and variables, whoever owns the gateway. What the clients have to know comes
/// from the gateway.
/// </summary>
internal sealed record LocalClients
{
    /// <summary>The home and the variables of the command.</summary>
    public required ClientHome Home { get; init; }

    /// <summary>The gateway as clients see it.</summary>
    public required GatewayTarget Target { get; init; }

    /// <summary>Connects and restores in that home.</summary>
    public required ClientCommands Commands { get; init; }

    /// <summary>Asks the gateway; the error is one sentence.</summary>
    public static async Task<(LocalClients? Clients, string? Error)> OpenAsync(ManagementAccess access, CancellationToken cancellationToken)
    {
        var seen = await access.SendAsync(HttpMethod.Get, "/api/clients", null, cancellationToken).ConfigureAwait(false);
        var config = await access.SendAsync(HttpMethod.Get, "/api/config", null, cancellationToken).ConfigureAwait(false);
        if (!seen.Ok || !config.Ok)
        {
            return (null, (seen.Ok ? config : seen).Why());
        }

        var (protector, error) = SecretProtectors.Open(access.Directory);
        if (protector is null)
        {
            return (null, error);
        }

        var home = ClientHome.Of(CommonOptions.Environment());
        var target = new GatewayTarget
        {
            Url = seen.Json.GetProperty("base_url").GetString()!,
            Key = KeyOf(config.Json),
            Models = [.. seen.Json.GetProperty("models").EnumerateArray().Select(model => model.GetString()!)],
        };
        var commands = new ClientCommands(home, new ConnectionStore(access.Directory.Connections, protector), () => target, TimeProvider.System);
        return (new LocalClients { Home = home, Target = target, Commands = commands }, null);
    }

    private static string? KeyOf(JsonElement config) =>
        config.GetProperty("proxy").TryGetProperty("api_key", out var key) && key.GetString() is { Length: > 0 } text ? text : null;
}
