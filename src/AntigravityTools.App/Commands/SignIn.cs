using System.Text.Json;
using AntigravityTools.App.Commands.Access;
using AntigravityTools.App.Platform;

namespace AntigravityTools.App.Commands;

/// <summary>Leads a person through a sign-in: shows the address, waits for the browser to come back, says what became of it.</summary>
internal static class SignIn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Opens a sign-in with this body and sees it to its end.</summary>
    public static async Task<int> RunAsync(ManagementAccess access, CommandOutput output, string body, (bool Open, bool Paste) how, CancellationToken cancellationToken)
    {
        var started = await access.SendAsync(HttpMethod.Post, "/api/oauth/sessions", body, cancellationToken).ConfigureAwait(false);
        if (!started.Ok)
        {
            return output.Fail(started.Why());
        }

        var address = Text(started.Json, "authorization_url")!;

        // Scripts read one JSON document from standard output, at the end; the address they get before it elsewhere.
        await (output.IsJson ? Console.Error : Console.Out)
            .WriteLineAsync($"Open this address in a browser and allow access (ten minutes):{Environment.NewLine}{address}").ConfigureAwait(false);
        if (how.Open)
        {
            Browser.Open(address);
        }

        var path = $"/api/oauth/sessions/{Text(started.Json, "id")}";
        try
        {
            var ended = how.Paste
                ? await PasteAsync(access, path, cancellationToken).ConfigureAwait(false)
                : await WaitAsync(access, path, cancellationToken).ConfigureAwait(false);
            return await TellAsync(access, output, ended, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await access.SendAsync(HttpMethod.Delete, path, null, CancellationToken.None).ConfigureAwait(false);
            return output.Fail("The sign-in was cancelled.");
        }
    }

    private static async Task<ApiAnswer> PasteAsync(ManagementAccess access, string path, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("Then paste the code, or the address that the browser was sent to:").ConfigureAwait(false);
        var pasted = await Console.In.ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? "";
        var body = CommandJson.Write(json => json.WriteString("code_or_url", pasted.Trim()));
        return await access.SendAsync(HttpMethod.Post, path + "/complete", body, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ApiAnswer> WaitAsync(ManagementAccess access, string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await access.SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
            if (!answer.Ok || Text(answer.Json, "state") != "pending")
            {
                return answer;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> TellAsync(ManagementAccess access, CommandOutput output, ApiAnswer ended, CancellationToken cancellationToken)
    {
        if (!ended.Ok || Text(ended.Json, "state") != "completed")
        {
            return output.Fail(ended.Ok ? Text(ended.Json, "error") ?? "The sign-in failed." : ended.Why());
        }

        var account = await access.SendAsync(HttpMethod.Get, $"/api/accounts/{Text(ended.Json, "account_id")}", null, cancellationToken).ConfigureAwait(false);
        return output.Done(account, json => AccountsAddCommand.Told("Signed in", json));
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
