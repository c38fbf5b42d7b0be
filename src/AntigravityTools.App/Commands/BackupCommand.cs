using System.CommandLine;
using System.Text.Json;
using AntigravityTools.App.Commands.Access;
using AntigravityTools.App.Platform;

namespace AntigravityTools.App.Commands;

/// <summary><c>backup</c> and <c>restore</c>: everything that the gateway keeps, in one file.</summary>
internal static class BackupCommand
{
    /// <summary><c>backup FILE</c>.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Where to write it." };
        var passphrase = Passphrase("Encrypts the backup and carries the keys too, so that it fits any machine; without it the backup reveals no secret. '-' reads a line.");
        return new Command("backup", "Backs up accounts, history and settings, also while the gateway runs.") { file, passphrase }.With(async (arguments, output, access, cancellationToken) =>
        {
            var path = Path.GetFullPath(arguments.GetValue(file)!);
            var secret = CommandInput.Secret(arguments.GetValue(passphrase));
            var body = CommandJson.Write(json => json.WriteString("passphrase", secret));
            try
            {
                var temporary = path + ".new";
                ApiAnswer answer;
                await using (var target = PrivateFile.Open(temporary, FileMode.Create))
                {
                    answer = await access.DownloadAsync("/api/backup", body, target, cancellationToken).ConfigureAwait(false);
                }

                if (!answer.Ok)
                {
                    File.Delete(temporary);
                    return output.Fail(answer.Why());
                }

                File.Move(temporary, path, overwrite: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return output.Fail($"The backup can not be written to '{path}': {error.Message}");
            }

            var size = new FileInfo(path).Length;
            if (output.IsJson)
            {
                using var document = JsonDocument.Parse(CommandJson.Write(json =>
                {
                    json.WriteString("file", path);
                    json.WriteNumber("bytes", size);
                    json.WriteBoolean("secrets", secret is { Length: > 0 });
                }));
                CommandOutput.Print(document.RootElement);
            }

            output.Say($"Backed up to '{path}' ({size / 1024:N0} KiB). {(secret is { Length: > 0 } ? "Keep the passphrase: without it the file is of no use." : "It carries no keys: credentials can be read again only on this machine.")}");
            return ExitCode.Ok;
        });
    }

    /// <summary><c>restore FILE</c>, <c>restore --undo</c>.</summary>
    public static Command CreateRestore()
    {
        var file = new Argument<string?>("file") { Description = "The backup.", Arity = ArgumentArity.ZeroOrOne };
        var passphrase = Passphrase("The passphrase of an encrypted backup. '-' reads a line.");
        var dryRun = new Option<bool>("--dry-run") { Description = "Check the backup and say what is in it; change nothing." };
        var undo = new Option<bool>("--undo") { Description = "Bring back what was there before the last restore." };
        return new Command("restore", "Puts a backup in the place of everything that is there.") { file, passphrase, dryRun, undo }.With(async (arguments, output, access, cancellationToken) =>
        {
            if (arguments.GetValue(undo))
            {
                return output.Done(await access.SendAsync(HttpMethod.Post, "/api/restore/undo", null, cancellationToken).ConfigureAwait(false), json => Describe(json, "Brought back"));
            }

            if (arguments.GetValue(file) is not { } path)
            {
                return output.Fail("Name the backup to restore, or take the last restore back with --undo.");
            }

            try
            {
                await using var source = File.OpenRead(path);
                using var form = new MultipartFormDataContent();
                if (CommandInput.Secret(arguments.GetValue(passphrase)) is { } secret)
                {
                    form.Add(new StringContent(secret), "passphrase");
                }

                form.Add(new StreamContent(source), "file", Path.GetFileName(path));
                var only = arguments.GetValue(dryRun);
                var answer = await access.UploadAsync("/api/restore" + (only ? "?dry_run=true" : ""), form, cancellationToken).ConfigureAwait(false);
                return output.Done(answer, json => Describe(json, only ? "Can be restored" : "Restored"));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return output.Fail($"'{path}' can not be read: {error.Message}");
            }
        });
    }

    private static Option<string?> Passphrase(string description) => new("--passphrase") { Description = description };

    private static string Describe(JsonElement json, string what)
    {
        var backup = json.GetProperty("backup");
        var locked = json.GetProperty("locked_accounts").GetInt32();
        return $"{what}: {backup.GetProperty("accounts")} accounts, made by version {backup.GetProperty("version")} on {backup.GetProperty("created_at").GetDateTimeOffset():yyyy-MM-dd HH:mm} UTC."
            + (locked == 0 ? "" : $" {locked} of them can not be decrypted here; enter their credentials again.")
            + (json.GetProperty("restored").GetBoolean() ? " 'antigravity-tools restore --undo' takes it back." : "");
    }
}
