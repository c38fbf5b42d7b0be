using System.CommandLine;
using System.Text.Json;
using AntigravityTools.App.Commands.Access;

namespace AntigravityTools.App.Commands;

/// <summary><c>accounts discover</c>: model servers on this machine and keys in the environment. Adds nothing unless told to.</summary>
internal static class AccountsDiscoverCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var add = new Option<bool>("--add") { Description = "Add everything that is not an account yet." };
        return new Command("discover", "Look for local model servers and for keys in the environment.") { add }.With(async (arguments, output, access, cancellationToken) =>
        {
            var answer = await access.SendAsync(HttpMethod.Get, "/api/discover", null, cancellationToken).ConfigureAwait(false);
            if (!answer.Ok)
            {
                return output.Fail(answer.Why());
            }

            if (arguments.GetValue(add))
            {
                return await AddAsync(access, output, answer.Json, cancellationToken).ConfigureAwait(false);
            }

            if (output.IsJson)
            {
                CommandOutput.Print(answer.Json);
            }

            output.Table(["FOUND", "PROVIDER", "WHERE", "ACCOUNT"],
            [
                .. answer.Json.GetProperty("servers").EnumerateArray().Select(server => Row(server, "base_url")),
                .. answer.Json.GetProperty("environment").EnumerateArray().Select(key => Row(key, "variable")),
            ]);
            return ExitCode.Ok;
        });
    }

    private static async Task<int> AddAsync(ManagementAccess access, CommandOutput output, JsonElement found, CancellationToken cancellationToken)
    {
        var items = found.GetProperty("servers").EnumerateArray().Concat(found.GetProperty("environment").EnumerateArray())
            .Where(item => !item.GetProperty("added").GetBoolean() && !(item.TryGetProperty("needs_base_url", out var needs) && needs.GetBoolean()))
            .ToList();
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            items.ForEach(item => Write(json, item));
            json.WriteEndArray();
        }

        return output.Done(
            await access.SendAsync(HttpMethod.Post, "/api/accounts/import", System.Text.Encoding.UTF8.GetString(buffer.ToArray()), cancellationToken).ConfigureAwait(false),
            result => $"{result.GetProperty("added").GetRawText()} added, {result.GetProperty("updated").GetRawText()} updated.");
    }

    private static void Write(Utf8JsonWriter json, JsonElement item)
    {
        json.WriteStartObject();
        json.WriteString("provider", Text(item, "provider"));
        json.WriteString("name", Text(item, "name"));
        if (item.TryGetProperty("base_url", out var address))
        {
            json.WriteString("base_url", address.GetString());
        }

        json.WriteStartObject("auth");
        if (item.TryGetProperty("variable", out var variable))
        {
            json.WriteString("type", "environment");
            json.WriteString("variable", variable.GetString());
        }
        else
        {
            json.WriteString("type", "none");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string[] Row(JsonElement item, string place) =>
        [Text(item, "name"), Text(item, "provider"), Text(item, place), item.GetProperty("added").GetBoolean() ? "yes" : "no"];

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "-";
}
