using System.CommandLine;
using System.Text.Json;
using AntigravityTools.App.Commands.Access;

namespace AntigravityTools.App.Commands;

/// <summary><c>accounts</c>: list, add, remove, test, import, export, discover, sign-in, oauth-clients, refresh, reset, pin, unpin.</summary>
internal static class AccountsCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create() => new("accounts", "Manage accounts.")
    {
        new Command("list", "List all accounts.").With(ListAsync),
        AccountsAddCommand.Create(),
        Remove(),
        Test(),
        Import(),
        Export(),
        AccountsDiscoverCommand.Create(),
        AccountsSignInCommands.SignInAgain(),
        AccountsSignInCommands.Clients(),
        AccountsStateCommands.Refresh(),
        AccountsStateCommands.Reset(),
        AccountsStateCommands.Pin(),
        AccountsStateCommands.Unpin(),
    };

    private static async Task<int> ListAsync(ParseResult arguments, CommandOutput output, ManagementAccess access, CancellationToken cancellationToken)
    {
        var answer = await access.SendAsync(HttpMethod.Get, "/api/accounts", null, cancellationToken).ConfigureAwait(false);
        if (!answer.Ok || output.IsJson)
        {
            return output.Done(answer, _ => "");
        }

        var accounts = answer.Json.GetProperty("accounts").EnumerateArray().ToList();
        if (accounts.Count == 0)
        {
            output.Say("No account has been added yet. Add one with 'antigravity-tools accounts add'.");
            return ExitCode.Ok;
        }

        output.Table(["ID", "NAME", "PROVIDER", "STATE", "MODELS", "CREDENTIAL"], accounts.Select(account => new[]
        {
            Text(account, "id"),
            Text(account, "name"),
            Text(account, "provider"),
            Text(account.GetProperty("status"), "state"),
            account.GetProperty("models").GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture),
            Text(account, "credential"),
        }));
        return ExitCode.Ok;
    }

    private static Command Remove()
    {
        var which = Which();
        return new Command("remove", "Remove an account.") { which }.With(async (arguments, output, access, cancellationToken) =>
        {
            var (id, error) = await FindAsync(access, arguments.GetRequiredValue(which), cancellationToken).ConfigureAwait(false);
            return id is null
                ? output.Fail(error!)
                : output.Done(await access.SendAsync(HttpMethod.Delete, $"/api/accounts/{id}", null, cancellationToken).ConfigureAwait(false), _ => $"Removed {id}.");
        });
    }

    private static Command Test()
    {
        var which = Which();
        var generate = new Option<bool>("--generate") { Description = "Send one tiny real request as well." };
        var model = new Option<string?>("--model") { Description = "The model to ask; the first that writes text unless named." };
        return new Command("test", "Check an account with one free call.") { which, generate, model }.With(async (arguments, output, access, cancellationToken) =>
        {
            var (id, error) = await FindAsync(access, arguments.GetRequiredValue(which), cancellationToken).ConfigureAwait(false);
            if (id is null)
            {
                return output.Fail(error!);
            }

            var body = CommandJson.Write(json =>
            {
                json.WriteBoolean("generate", arguments.GetValue(generate));
                json.WriteString("model", arguments.GetValue(model));
            });
            var answer = await access.SendAsync(HttpMethod.Post, $"/api/accounts/{id}/test", body, cancellationToken).ConfigureAwait(false);
            var code = output.Done(answer, test => $"{(test.GetProperty("ok").GetBoolean() ? "ok" : Text(test, "verdict"))}: {Text(test, "message")}");
            return code == ExitCode.Ok && answer.Json.GetProperty("ok").GetBoolean() ? ExitCode.Ok : ExitCode.Failed;
        });
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "An export of this program, or a list of {email, refresh_token}; - reads standard input." };
        return new Command("import", "Import accounts from JSON.") { file }.With(async (arguments, output, access, cancellationToken) =>
        {
            var (text, error) = await CommandInput.ReadAsync(arguments.GetRequiredValue(file), cancellationToken).ConfigureAwait(false);
            return text is null
                ? output.Fail(error!)
                : output.Done(
                    await access.SendAsync(HttpMethod.Post, "/api/accounts/import", text, cancellationToken).ConfigureAwait(false),
                    result => $"{Number(result, "added")} added, {Number(result, "updated")} updated.{Refused(result)}");
        });
    }

    private static Command Export()
    {
        var secrets = new Option<bool>("--secrets") { Description = "Include credentials in clear." };
        return new Command("export", "Print all accounts as JSON.") { secrets }.With(async (arguments, output, access, cancellationToken) =>
        {
            var path = $"/api/accounts/export?secrets={(arguments.GetValue(secrets) ? "true" : "false")}";
            var answer = await access.SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
            if (!answer.Ok)
            {
                return output.Fail(answer.Why());
            }

            CommandOutput.Print(answer.Json);
            return ExitCode.Ok;
        });
    }

    internal static Argument<string> Which() => new("account") { Description = "The account's id, name or e-mail address." };

    internal static async Task<(string? Id, string? Error)> FindAsync(ManagementAccess access, string which, CancellationToken cancellationToken)
    {
        var answer = await access.SendAsync(HttpMethod.Get, "/api/accounts", null, cancellationToken).ConfigureAwait(false);
        if (!answer.Ok)
        {
            return (null, answer.Why());
        }

        var accounts = answer.Json.GetProperty("accounts").EnumerateArray().ToList();
        var ids = accounts.Where(account => Text(account, "id") == which).DefaultIfEmpty().First() is { ValueKind: JsonValueKind.Object } exact
            ? [exact]
            : accounts.Where(account => Text(account, "name").Equals(which, StringComparison.OrdinalIgnoreCase)
                || Text(account, "email").Equals(which, StringComparison.OrdinalIgnoreCase)).ToList();
        return ids.Count switch
        {
            1 => (Text(ids[0], "id"), null),
            0 => (null, $"There is no account '{which}'. 'antigravity-tools accounts list' shows them all."),
            _ => (null, $"{ids.Count} accounts are named '{which}'; use an id: {string.Join(", ", ids.Select(id => Text(id, "id")))}."),
        };
    }

    private static string Refused(JsonElement result) => result.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0
        ? $" {errors.GetArrayLength()} faults: {string.Join(" ", errors.EnumerateArray().Select(error => Text(error, "message")))}"
        : "";

    private static string Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetRawText() : "0";

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "-";
}
