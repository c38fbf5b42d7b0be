using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Management;

/// <summary>Carries accounts in and out as JSON.</summary>
public sealed class AccountTransfer(AccountCommands accounts)
{
    private const string Format = "antigravity-tools/accounts/1";
    private const int ChecksAtOnce = 8;

    /// <summary>Writes every account; secrets only where asked for, else masked.</summary>
    public void Export(bool secrets, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteStartArray("accounts");
        foreach (var account in accounts.All())
        {
            WriteAccount(account, secrets, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads our export, or a plain list of accounts. Every entry is taken or refused by itself, by its place.</summary>
    public async Task<ImportResult> ImportAsync(JsonElement root, CancellationToken cancellationToken)
    {
        var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("accounts", out var inner) ? inner : root;
        if (list.ValueKind != JsonValueKind.Array)
        {
            return new ImportResult { Errors = [new FieldError("accounts", "The import must be a list of accounts, or an export of this program.")] };
        }

        var results = await AddAsync([.. list.EnumerateArray()], cancellationToken).ConfigureAwait(false);
        return new ImportResult
        {
            Added = results.Count(result => result is { Account: not null, Created: true }),
            Updated = results.Count(result => result is { Account: not null, Created: false }),
            Errors = [.. results.Index().SelectMany(entry => entry.Item.Errors.Select(fault => fault with { Field = $"accounts[{entry.Index}].{fault.Field}" }))],
        };
    }

    // Each is checked at its provider, so some run at once; the order of the list is restored afterwards.
    private async Task<AccountResult[]> AddAsync(JsonElement[] items, CancellationToken cancellationToken)
    {
        var order = accounts.All().Select(account => account.Id).ToList();
        var results = new AccountResult[items.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ChecksAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Length, options, async (index, token) =>
            results[index] = await accounts.AddAsync(items[index], token).ConfigureAwait(false)).ConfigureAwait(false);
        order.AddRange(results.Select(result => result.Account?.Id).OfType<string>());
        await accounts.ReorderAsync([.. order.Distinct()], cancellationToken).ConfigureAwait(false);
        return results;
    }

    internal static void WriteAccount(Account account, bool secrets, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("provider", account.Provider);
        json.WriteString("name", account.Name);
        WriteText(json, "email", account.Email);
        json.WriteString("base_url", account.BaseUrl.ToString());
        WriteList(json, "protocols", account.Protocols.Select(protocol => protocol.ToName()));
        WriteList(json, "models", account.AllowedModels);
        json.WriteStartObject("aliases");
        foreach (var (alias, model) in account.Aliases)
        {
            json.WriteString(alias, model);
        }

        json.WriteEndObject();
        json.WriteBoolean("enabled", account.Enabled);
        json.WriteNumber("priority", account.Priority);
        json.WriteNumber("weight", account.Weight);
        json.WriteNumber("max_concurrency", account.MaxConcurrency ?? 0);
        WriteText(json, "project", account.Project);
        WriteText(json, "location", account.Location);
        WriteText(json, "api_version", account.ApiVersion);
        if (!account.Limits.IsEmpty)
        {
            json.WriteStartObject("limits");
            foreach (var (name, limit) in account.Limits)
            {
                json.WriteNumber(name, limit);
            }

            json.WriteEndObject();
        }

        WriteText(json, "notes", account.Notes);
        WriteAuth(account.Credential, secrets, json);
        json.WriteEndObject();
    }

    private static void WriteAuth(Credential credential, bool secrets, Utf8JsonWriter json)
    {
        string Shown(string secret) => secrets ? secret : Credential.Mask(secret);
        json.WriteStartObject("auth");
        switch (credential)
        {
            case Credential.ApiKey key:
                json.WriteString("type", "api_key");
                json.WriteString("api_key", Shown(key.Key));
                break;
            case Credential.OAuth oauth:
                json.WriteString("type", "oauth");
                json.WriteString("refresh_token", Shown(oauth.RefreshToken));
                json.WriteString("client_id", oauth.ClientId);
                WriteText(json, "client_secret", oauth.ClientSecret is { } secret ? Shown(secret) : null);
                WriteText(json, "token_endpoint", oauth.TokenEndpoint?.ToString());
                break;
            case Credential.ServiceAccount file:
                json.WriteString("type", "service_account");
                WriteText(json, "json", secrets ? file.Json : null);
                break;
            default:
                json.WriteString("type", "none");
                break;
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

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
