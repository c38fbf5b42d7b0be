using System.CommandLine;
using AntigravityTools.App.Commands.Access;
using AntigravityTools.App.Platform;
using AntigravityTools.Core.Clients.Doctor;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.App.Commands;

/// <summary><c>doctor</c>: walks the chain from the gateway's directory to the clients of whoever types it.</summary>
internal static class DoctorCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var dataDirectory = CommonOptions.DataDirectory();
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Find the first broken link between client and provider, and say how to mend it.") { dataDirectory, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var report = await ExamineAsync(arguments.GetValue(dataDirectory), cancellationToken).ConfigureAwait(false);
            Show(report, new CommandOutput(arguments.GetValue(json)));
            return report.FirstBroken is null ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<DoctorReport> ExamineAsync(string? dataDirectory, CancellationToken cancellationToken)
    {
        var (access, error) = await ManagementAccess.OpenAsync(dataDirectory, cancellationToken).ConfigureAwait(false);
        if (access is null)
        {
            return DoctorReport.Of([await ExplainAsync(DataDirectory.Locate(dataDirectory, CommonOptions.Environment()), error!, cancellationToken).ConfigureAwait(false)]);
        }

        await using (access.ConfigureAwait(false))
        {
            var answer = await access.SendAsync(HttpMethod.Get, "/api/doctor?clients=false", null, cancellationToken).ConfigureAwait(false);
            var (clients, unreadable) = answer.Ok ? await LocalClients.OpenAsync(access, cancellationToken).ConfigureAwait(false) : (null, answer.Why());
            if (clients is null)
            {
                return DoctorReport.Of([Unreachable(unreadable!)]);
            }

            var gateway = DoctorJson.Read(answer.Json);
            var running = !gateway.Any(finding => finding.Link == DoctorLink.Listener && finding.Breaks);
            var doctor = new ClientDoctor(clients.Home, clients.Target, running, (model, cancellation) => OffersAsync(access, model, cancellation), TimeProvider.System);
            return DoctorReport.Of([.. gateway, .. await doctor.ExamineAsync(cancellationToken).ConfigureAwait(false)]);
        }
    }

    private static async Task<bool> OffersAsync(ManagementAccess access, string model, CancellationToken cancellationToken)
    {
        var body = CommandJson.Write(json =>
        {
            json.WriteString("model", model);
            json.WriteString("protocol", "openai-chat");
        });
        var answer = await access.SendAsync(HttpMethod.Post, "/api/routes/resolve", body, cancellationToken).ConfigureAwait(false);
        return answer.Ok && answer.Json.GetProperty("candidates").GetArrayLength() > 0;
    }

    // The gateway could not even be opened, so its own doctor can not be asked.
    private static async Task<DoctorFinding> ExplainAsync(DataDirectory directory, string error, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory.Path) || !IsWritable(directory))
        {
            return Of("data_directory_unusable", directory.Path, error, "Make the directory yours and writable, or name another one with --data-dir.");
        }

        if (File.Exists(directory.Config))
        {
            var (config, errors) = await ConfigStore.OpenAsync(directory.Config, new ConfigOverrides { Environment = CommonOptions.Environment() }, cancellationToken).ConfigureAwait(false);
            config?.Dispose();
            if (config is null)
            {
                return Of("config_invalid", directory.Config, $"'{directory.Config}' is refused: {string.Join(" ", errors.Select(one => one.Message))}", "Correct what is named there, or move the file away to start with the defaults.");
            }
        }

        return Unreachable(error);
    }

    private static bool IsWritable(DataDirectory directory)
    {
        try
        {
            PrivateFile.Open(directory.Lock + ".doctor", FileMode.Create).Dispose();
            File.Delete(directory.Lock + ".doctor");
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static DoctorFinding Unreachable(string error) => Of("gateway_unreachable", null, error, "Do what that sentence says, then run 'antigravity-tools doctor' again.");

    private static DoctorFinding Of(string code, string? subject, string message, string fix) =>
        new() { Link = DoctorLink.Gateway, Code = code, Subject = subject, Message = message, Fix = fix };

    private static void Show(DoctorReport report, CommandOutput output)
    {
        if (output.IsJson)
        {
            CommandOutput.Print(json => DoctorJson.Write(json, report));
            return;
        }

        foreach (var link in Enum.GetValues<DoctorLink>())
        {
            output.Say($"{report.StateOf(link),-8} {DoctorJson.NameOf(link)}");
            foreach (var finding in report.Findings.Where(finding => finding.Link == link))
            {
                output.Say($"         {finding.Code}{(finding.Subject is null ? "" : $" ({finding.Subject})")}: {finding.Message}");
                output.Say($"           → {finding.Fix}");
            }
        }

        output.Say(report.FirstBroken is { } first ? $"First broken link: {DoctorJson.NameOf(first.Link)} ({first.Code})." : "The whole chain works.");
    }
}
