using System.CommandLine;
using AntigravityTools.App.Commands.Access;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.App.Commands;

/// <summary><c>clients</c>: list, connect and restore.</summary>
internal static class ClientsCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create() => new("clients", "Connect AI clients to the gateway, and undo it.") { List(), Connect(), Restore() };

    private static Command List() => new Command("list", "Show the clients and how they stand.").With(async (_, output, access, cancellationToken) =>
    {
        var (clients, error) = await LocalClients.OpenAsync(access, cancellationToken).ConfigureAwait(false);
        if (clients is null)
        {
            return output.Fail(error!);
        }

        if (output.IsJson)
        {
            CommandOutput.Print(json => ClientJson.Write(json, clients.Commands, withKey: true));
            return ExitCode.Ok;
        }

        output.Table(["NAME", "STATE", "BASE URL", "SETTINGS"], clients.Commands.List().Select(client => (string[])
        [
            client.Name, client.State.ToName() + (client.ChangedSince ? ", changed since" : ""), client.BaseUrl ?? "-", client.Problem ?? string.Join(", ", client.Files),
        ]));
        output.Say("");
        output.Say($"By hand, with 'clients connect NAME' printing the lines: {string.Join(", ", clients.Commands.Snippets(withKey: false).Select(snippet => snippet.Name))}");
        return ExitCode.Ok;
    });

    private static Command Connect()
    {
        var (name, yes, look) = (Which(), Yes(), DryRun());
        return new Command("connect", "Write the base URL and the key into a client's settings, after showing the difference.") { name, yes, look }.With(async (arguments, output, access, cancellationToken) =>
        {
            var (clients, error) = await LocalClients.OpenAsync(access, cancellationToken).ConfigureAwait(false);
            if (clients is null)
            {
                return output.Fail(error!);
            }

            var (commands, wanted) = (clients.Commands, arguments.GetRequiredValue(name));
            if (commands.Snippets(withKey: true).FirstOrDefault(snippet => snippet.Name == wanted) is { } byHand)
            {
                return Show(output, byHand);
            }

            return commands.PreviewConnect(wanted) is { } shown
                ? new ClientDialogue(output).Run(shown, arguments.GetValue(look), arguments.GetValue(yes), digest => commands.Connect(wanted, digest)!, "Connected", access.IsLive ? null : "The gateway is not running; start it with 'antigravity-tools serve'.")
                : output.Fail(Unknown(commands, wanted));
        });
    }

    private static Command Restore()
    {
        var (name, yes, look) = (Which(), Yes(), DryRun());
        var force = new Option<bool>("--force") { Description = "Also where that loses what was changed after connecting." };
        return new Command("restore", "Give a client the exact settings back that it had before it was connected.") { name, yes, look, force }.With(async (arguments, output, access, cancellationToken) =>
        {
            var (clients, error) = await LocalClients.OpenAsync(access, cancellationToken).ConfigureAwait(false);
            if (clients is null)
            {
                return output.Fail(error!);
            }

            var (commands, wanted, forced) = (clients.Commands, arguments.GetRequiredValue(name), arguments.GetValue(force));
            if (commands.PreviewRestore(wanted) is not { } shown)
            {
                return output.Fail(Unknown(commands, wanted));
            }

            if (shown.LosesChanges)
            {
                output.Say(forced ? "Warning: files were changed after connecting; those changes are lost." : "Files were changed after connecting; without --force nothing is written.");
            }

            return new ClientDialogue(output).Run(shown, arguments.GetValue(look), arguments.GetValue(yes), digest => commands.Restore(wanted, digest, forced)!, "Restored", null);
        });
    }

    private static int Show(CommandOutput output, ClientSnippet snippet)
    {
        if (output.IsJson)
        {
            CommandOutput.Print(json => ClientJson.Write(json, snippet));
            return ExitCode.Ok;
        }

        output.Say($"{snippet.Title}: {snippet.Where}");
        output.Say("");
        output.Say(snippet.Text.TrimEnd('\n'));
        return ExitCode.Ok;
    }

    private static string Unknown(ClientCommands commands, string name) =>
        $"There is no client '{name}'. Known are {string.Join(", ", commands.List().Select(client => client.Name).Concat(commands.Snippets(withKey: false).Select(snippet => snippet.Name)))}.";

    private static Argument<string> Which() => new("name") { Description = "As 'clients list' names it." };

    private static Option<bool> Yes() => new("--yes", "-y") { Description = "Write without asking." };

    private static Option<bool> DryRun() => new("--dry-run") { Description = "Only show the difference." };
}
