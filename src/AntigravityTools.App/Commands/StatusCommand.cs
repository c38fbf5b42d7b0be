using System.CommandLine;
using System.Text.Json;
using AntigravityTools.App.Commands.Access;
using AntigravityTools.App.Platform;

namespace AntigravityTools.App.Commands;

/// <summary><c>status</c>: whether a gateway runs, and what it does.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var dataDirectory = CommonOptions.DataDirectory();
        var json = CommonOptions.Json();
        var command = new Command("status", "Show whether the gateway runs.") { dataDirectory, json };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            DataDirectory.Locate(arguments.GetValue(dataDirectory), CommonOptions.Environment()), new CommandOutput(arguments.GetValue(json)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataDirectory directory, CommandOutput output, CancellationToken cancellationToken)
    {
        // Looking must not create anything.
        if (!Directory.Exists(directory.Path))
        {
            Show(new StatusView { Running = false, DataDirectory = directory.Path }, output);
            return ExitCode.Ok;
        }

        var claim = await DirectoryClaim.MakeAsync(directory, Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        claim.Lock?.Dispose();
        if (claim.Error is { } error)
        {
            return output.Fail(error);
        }

        var view = new StatusView { Running = claim.Owner is not null, DataDirectory = directory.Path };
        if (claim.Owner is { } owner)
        {
            view = view with { Pid = owner.Pid, ProxyUrl = owner.ProxyUrl, ConsoleUrl = owner.ConsoleUrl, Version = owner.Version };
            view = await CountAsync(view, directory, cancellationToken).ConfigureAwait(false);
        }

        Show(view, output);
        return ExitCode.Ok;
    }

    private static async Task<StatusView> CountAsync(StatusView view, DataDirectory directory, CancellationToken cancellationToken)
    {
        var (access, _) = view.ConsoleUrl is null ? (null, null) : await ManagementAccess.OpenAsync(directory.Path, cancellationToken).ConfigureAwait(false);
        if (access is null)
        {
            return view;
        }

        await using (access.ConfigureAwait(false))
        {
            var answer = await access.SendAsync(HttpMethod.Get, "/api/accounts", null, cancellationToken).ConfigureAwait(false);
            if (!answer.Ok)
            {
                return view;
            }

            var states = answer.Json.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("status").GetProperty("state").GetString()).ToList();
            return view with { Accounts = states.Count, UsableAccounts = states.Count(state => state is "ready" or "busy") };
        }
    }

    private static void Show(StatusView view, CommandOutput output)
    {
        if (output.IsJson)
        {
            CommandOutput.Print(JsonSerializer.SerializeToElement(view, AppJson.Default.StatusView));
            return;
        }

        output.Say(view.Running ? $"Running, version {view.Version}, process {view.Pid}." : $"Not running on '{view.DataDirectory}'. Start it with 'antigravity-tools serve'.");
        if (view.Running)
        {
            output.Say($"  Proxy     {view.ProxyUrl ?? "stopped"}");
            output.Say($"  Console   {view.ConsoleUrl ?? "none"}");
            output.Say($"  Accounts  {(view.Accounts is null ? "unknown" : $"{view.UsableAccounts} of {view.Accounts} usable")}");
        }
    }
}
