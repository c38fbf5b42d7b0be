using System.CommandLine;
using System.Text.Json;
using AntigravityTools.App.Commands.Access;

namespace AntigravityTools.App.Commands;

/// <summary><c>accounts sign-in</c> and <c>accounts oauth-clients</c>: logins with the user's own OAuth client.</summary>
internal static class AccountsSignInCommands
{
    /// <summary>Signs an account in again, in place.</summary>
    public static Command SignInAgain()
    {
        var which = AccountsCommand.Which();
        var options = new SignInOptions();
        var command = new Command("sign-in", "Sign an account in again with a browser.") { which };
        options.AddTo(command);
        return command.With(async (arguments, output, access, cancellationToken) =>
        {
            var (id, error) = await AccountsCommand.FindAsync(access, arguments.GetRequiredValue(which), cancellationToken).ConfigureAwait(false);
            return id is null
                ? output.Fail(error!)
                : await SignIn.RunAsync(access, output, CommandJson.Write(json => json.WriteString("account_id", id)), options.Of(arguments), cancellationToken).ConfigureAwait(false);
        });
    }

    /// <summary>Lists, imports and removes OAuth clients.</summary>
    public static Command Clients() => new("oauth-clients", "Your own OAuth clients, from Google Cloud's console.") { List(), Import(), Remove() };

    private static Command List() => new Command("list", "List them.").With(async (_, output, access, cancellationToken) =>
    {
        var answer = await access.SendAsync(HttpMethod.Get, "/api/oauth/clients", null, cancellationToken).ConfigureAwait(false);
        if (!answer.Ok)
        {
            return output.Fail(answer.Why());
        }

        if (output.IsJson)
        {
            CommandOutput.Print(answer.Json);
        }

        output.Table(["CLIENT", "NAME", "PROJECT"], answer.Json.GetProperty("clients").EnumerateArray()
            .Select(client => new[] { Text(client, "client_id"), Text(client, "name"), Text(client, "project") }));
        return ExitCode.Ok;
    });

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "The JSON file that Google Cloud's console downloads; - reads standard input." };
        return new Command("import", "Import a client; the same id again replaces it.") { file }.With(async (arguments, output, access, cancellationToken) =>
        {
            var (text, error) = await CommandInput.ReadAsync(arguments.GetRequiredValue(file), cancellationToken).ConfigureAwait(false);
            return text is null
                ? output.Fail(error!)
                : output.Done(
                    await access.SendAsync(HttpMethod.Post, "/api/oauth/clients", CommandJson.Write(json => json.WriteString("json", text)), cancellationToken).ConfigureAwait(false),
                    client => $"Imported {Text(client, "client_id")}.");
        });
    }

    private static Command Remove()
    {
        var id = new Argument<string>("client-id") { Description = "The client's id." };
        return new Command("remove", "Remove a client; accounts that signed in with it go on.") { id }.With(async (arguments, output, access, cancellationToken) =>
        {
            var path = $"/api/oauth/clients/{Uri.EscapeDataString(arguments.GetRequiredValue(id))}";
            return output.Done(await access.SendAsync(HttpMethod.Delete, path, null, cancellationToken).ConfigureAwait(false), _ => "Removed.");
        });
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "-";
}
