using System.Text.Json;
using AntigravityTools.Core.Management.Backups;
using AntigravityTools.Core.Records;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/backup</c> and <c>/api/restore</c>.</summary>
internal sealed class BackupEndpoints(BackupCommands backups)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/backup", SendAsync);
        routes.MapPost("/api/restore", RestoreAsync);
        routes.MapPost("/api/restore/undo", async http => await AnswerAsync(http, await backups.UndoAsync(http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false));
    }

    private async Task SendAsync(HttpContext http)
    {
        string? passphrase = null;
        if (http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0)
        {
            using var body = await JsonBody.ReadAsync(http).ConfigureAwait(false);
            if (body is null)
            {
                return;
            }

            if (body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("passphrase", out var given) && given.ValueKind != JsonValueKind.Null)
            {
                if (given.ValueKind != JsonValueKind.String)
                {
                    await Problem.RejectAsync(http, [new FieldError("passphrase", "'passphrase' must be a text.")]).ConfigureAwait(false);
                    return;
                }

                passphrase = given.GetString();
            }
        }

        passphrase = passphrase is "" ? null : passphrase;
        var (file, errors) = await backups.CreateAsync(passphrase, http.RequestAborted).ConfigureAwait(false);
        if (file is null)
        {
            await Problem.RejectAsync(http, errors).ConfigureAwait(false);
            return;
        }

        await using (file.ConfigureAwait(false))
        {
            http.Response.ContentType = passphrase is null ? "application/zip" : "application/octet-stream";
            http.Response.ContentLength = file.Length;
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{backups.FileName(passphrase is not null)}\"";
            http.Response.Headers.CacheControl = "no-store";
            await file.CopyToAsync(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task RestoreAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        await using var file = backups.OpenUpload();
        var (found, passphrase) = await BackupUpload.ReadAsync(http.Request, file, http.RequestAborted).ConfigureAwait(false);
        if (!found)
        {
            await Problem.RejectAsync(http, [new FieldError("file", BackupUpload.Missing)]).ConfigureAwait(false);
            return;
        }

        var dryRun = http.Request.Query["dry_run"] == "true";
        await AnswerAsync(http, await backups.RestoreAsync(file, passphrase, dryRun, http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private Task AnswerAsync(HttpContext http, RestoreResult result) => !result.Errors.IsEmpty
        ? Problem.RejectAsync(http, result.Errors)
        : JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("restored", result.Restored);
            json.WriteNumber("locked_accounts", result.LockedAccounts);
            json.WriteBoolean("can_undo", backups.CanUndo);
            json.WriteStartObject("backup");
            json.WriteString("version", result.Backup!.Version);
            json.WriteInstant("created_at", result.Backup.CreatedAt);
            json.WriteNumber("accounts", result.Backup.Accounts);
            json.WriteNumber("database_bytes", result.Backup.DatabaseBytes);
            json.WriteString("protector", result.Backup.Protector);
            json.WriteBoolean("secrets", result.Backup.HasSecrets);
            json.WriteEndObject();
            json.WriteEndObject();
        });
}
