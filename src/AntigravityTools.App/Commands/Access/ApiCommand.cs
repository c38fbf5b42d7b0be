using System.CommandLine;

namespace AntigravityTools.App.Commands.Access;

/// <summary>The frame of every command that works through the management API: opens it, runs, prints errors, closes it.</summary>
internal static class ApiCommand
{
    /// <summary>Adds the shared options to a command and runs it; the work returns the exit code.</summary>
    public static Command With(this Command command, Func<ParseResult, CommandOutput, ManagementAccess, CancellationToken, Task<int>> work)
    {
        var dataDirectory = CommonOptions.DataDirectory();
        var json = CommonOptions.Json();
        command.Add(dataDirectory);
        command.Add(json);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var output = new CommandOutput(arguments.GetValue(json));
            var (access, error) = await ManagementAccess.OpenAsync(arguments.GetValue(dataDirectory), cancellationToken).ConfigureAwait(false);
            if (access is null)
            {
                return output.Fail(error!);
            }

            await using (access.ConfigureAwait(false))
            {
                return await work(arguments, output, access, cancellationToken).ConfigureAwait(false);
            }
        });
        return command;
    }
}
