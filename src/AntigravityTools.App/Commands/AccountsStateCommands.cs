using System.CommandLine;
using AntigravityTools.App.Commands.Access;

namespace AntigravityTools.App.Commands;

/// <summary><c>accounts refresh</c>, <c>reset</c>, <c>pin</c> and <c>unpin</c>: what scheduling knows of one account.</summary>
internal static class AccountsStateCommands
{
    public static Command Refresh() => Create("refresh", "Read an account's credential, models and quota anew.", HttpMethod.Post, "refresh", "Refreshed");

    public static Command Reset() => Create("reset", "Clear an account's cooldowns and failures.", HttpMethod.Post, "reset", "Reset");

    public static Command Pin() => Create("pin", "Send everything to one account while it is healthy.", HttpMethod.Post, "pin", "Pinned");

    public static Command Unpin() => Create("unpin", "Take an account's pin off.", HttpMethod.Delete, "pin", "Unpinned");

    private static Command Create(string name, string description, HttpMethod method, string call, string done)
    {
        var which = AccountsCommand.Which();
        return new Command(name, description) { which }.With(async (arguments, output, access, cancellationToken) =>
        {
            var (id, error) = await AccountsCommand.FindAsync(access, arguments.GetRequiredValue(which), cancellationToken).ConfigureAwait(false);
            return id is null
                ? output.Fail(error!)
                : output.Done(await access.SendAsync(method, $"/api/accounts/{id}/{call}", null, cancellationToken).ConfigureAwait(false), _ => $"{done} {id}.");
        });
    }
}
