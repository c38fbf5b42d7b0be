using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AntigravityTools.App.Commands.Access;

namespace AntigravityTools.App.Commands;

/// <summary><c>accounts add</c>: the fields of an account as options.</summary>
internal static class AccountsAddCommand
{
    private static readonly (string Option, string Member, string Description)[] Texts =
    [
        ("--name", "name", "A name for it."),
        ("--base-url", "base_url", "The upstream's address, where the provider has none of its own."),
        ("--email", "email", "The login's e-mail address."),
        ("--project", "project", "The cloud project."),
        ("--location", "location", "The cloud location."),
        ("--api-version", "api_version", "Azure's api-version; v1 unless named."),
        ("--notes", "notes", "Your own words about it."),
    ];

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var provider = new Option<string>("--provider") { Description = "anthropic, openai, gemini, vertex, azure-openai, openai-compatible or anthropic-compatible.", Required = true };
        var apiKey = new Option<string?>("--api-key") { Description = "The API key; - reads it from standard input." };
        var refreshToken = new Option<string?>("--refresh-token") { Description = "An OAuth refresh token; - reads it from standard input." };
        var clientId = new Option<string?>("--client-id") { Description = "Your OAuth client's id." };
        var clientSecret = new Option<string?>("--client-secret") { Description = "Your OAuth client's secret." };
        var tokenEndpoint = new Option<string?>("--token-endpoint") { Description = "Where tokens are refreshed; Google's unless named." };
        var keyFile = new Option<string?>("--service-account") { Description = "A service account's key file." };
        var environment = new Option<string?>("--from-env") { Description = "Take the API key from this environment variable." };
        var oauth = new Option<bool>("--oauth") { Description = "Sign in with a browser and your own OAuth client." };
        var signIn = new SignInOptions();
        var weight = new Option<double?>("--weight") { Description = "Share among equals; 1 is normal." };
        var aliases = new Option<string[]>("--alias") { Description = "Your own name for a model, as name=model; may be repeated." };
        var limits = new Option<string[]>("--limit") { Description = "A limit of your own, as requests_per_minute=60; may be repeated." };
        var models = new Option<string[]>("--model") { Description = "Use only this model; may be repeated." };
        var protocols = new Option<string[]>("--protocol") { Description = "A protocol it serves; may be repeated." };
        var priority = new Option<int?>("--priority") { Description = "Lower comes first under the priority strategy." };
        var concurrency = new Option<int?>("--max-concurrency") { Description = "Most requests at once." };
        var texts = Texts.Select(text => new Option<string?>(text.Option) { Description = text.Description }).ToArray();
        var command = new Command("add", "Add an account; the same credential again updates the account that is there.")
        {
            provider, apiKey, environment, oauth, refreshToken, clientId, clientSecret, tokenEndpoint, keyFile, models, protocols, priority, weight, concurrency, aliases, limits,
        };
        Array.ForEach(texts, command.Add);
        signIn.AddTo(command);
        return command.With(async (arguments, output, access, cancellationToken) =>
        {
            var file = arguments.GetValue(keyFile);
            var (fileText, error) = file is null ? (null, null) : await CommandInput.ReadAsync(file, cancellationToken).ConfigureAwait(false);
            if (error is not null)
            {
                return output.Fail(error);
            }

            if (arguments.GetValue(environment) is { } variable && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
            {
                return output.Fail($"The environment has no {variable}.");
            }

            var byBrowser = arguments.GetValue(oauth);
            var body = CommandJson.Write(json =>
            {
                json.WriteString("provider", arguments.GetRequiredValue(provider));
                foreach (var (index, text) in Texts.Index())
                {
                    WriteText(json, text.Member, arguments.GetValue(texts[index]));
                }

                if (byBrowser)
                {
                    WriteText(json, "client_id", arguments.GetValue(clientId));
                    WriteList(json, "scopes", arguments.GetValue(signIn.Scopes));
                }
                else
                {
                    var key = arguments.GetValue(environment) is { } name ? Environment.GetEnvironmentVariable(name) : CommandInput.Secret(arguments.GetValue(apiKey));
                    WriteAuth(json, key, CommandInput.Secret(arguments.GetValue(refreshToken)), fileText,
                        [("client_id", arguments.GetValue(clientId)), ("client_secret", arguments.GetValue(clientSecret)), ("token_endpoint", arguments.GetValue(tokenEndpoint))]);
                }

                WritePairs(json, "aliases", arguments.GetValue(aliases), json.WriteStringValue);
                WritePairs(json, "limits", arguments.GetValue(limits), value => WriteNumberText(json, value));
                WriteNumber(json, "weight", arguments.GetValue(weight));
                WriteList(json, "models", arguments.GetValue(models));
                WriteList(json, "protocols", arguments.GetValue(protocols));
                WriteNumber(json, "priority", arguments.GetValue(priority));
                WriteNumber(json, "max_concurrency", arguments.GetValue(concurrency));
            });
            if (byBrowser)
            {
                return await SignIn.RunAsync(access, output, body, signIn.Of(arguments), cancellationToken).ConfigureAwait(false);
            }

            var answer = await access.SendAsync(HttpMethod.Post, "/api/accounts", body, cancellationToken).ConfigureAwait(false);
            return output.Done(answer, account => Told(answer.Status == 201 ? "Added" : "Updated", account));
        });
    }

    internal static string Told(string done, JsonElement account)
    {
        var status = account.GetProperty("status");
        var reason = status.TryGetProperty("reason", out var why) && why.ValueKind == JsonValueKind.String ? $": {why.GetString()}" : "";
        return $"{done} {account.GetProperty("id").GetString()} ({account.GetProperty("name").GetString()}), {status.GetProperty("state").GetString()}{reason}";
    }

    private static void WriteAuth(Utf8JsonWriter json, string? apiKey, string? refreshToken, string? keyFile, (string Member, string? Text)[] client)
    {
        var type = apiKey is not null ? "api_key" : refreshToken is not null ? "oauth" : keyFile is not null ? "service_account" : "none";
        json.WriteStartObject("auth");
        json.WriteString("type", type);
        WriteText(json, "api_key", apiKey);
        WriteText(json, "refresh_token", refreshToken);
        WriteText(json, "json", keyFile);
        foreach (var (member, text) in client)
        {
            WriteText(json, member, text);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    // name=value; a value that is no number where one is needed is refused by the gateway, which names the field.
    private static void WritePairs(Utf8JsonWriter json, string name, string[]? pairs, Action<string> write)
    {
        if (pairs is not { Length: > 0 })
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var pair in pairs.Select(pair => pair.Split('=', 2)).DistinctBy(pair => pair[0]))
        {
            json.WritePropertyName(pair[0]);
            write(pair.Length == 2 && pair[1].Length > 0 ? pair[1] : "null");
        }

        json.WriteEndObject();
    }

    private static void WriteNumberText(Utf8JsonWriter json, string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, string[]? values)
    {
        if (values is { Length: > 0 })
        {
            json.WriteStartArray(name);
            Array.ForEach(values, json.WriteStringValue);
            json.WriteEndArray();
        }
    }
}
