using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Reads an account draft from JSON: every member of the wrong type and every unknown one is named.</summary>
public static class AccountDraftJson
{
    private static readonly string[] Texts = ["provider", "name", "email", "base_url", "project", "location", "api_version", "notes"];
    private static readonly string[] AuthTexts = ["type", "api_key", "refresh_token", "client_id", "client_secret", "token_endpoint", "variable"];

    /// <summary>The draft as far as it can be read, and every error; null where the body is no object.</summary>
    public static (AccountDraft? Draft, ImmutableArray<FieldError> Errors) Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return (null, [new("", "The body must be a JSON object.")]);
        }

        var errors = new List<FieldError>();
        var draft = new AccountDraft();
        foreach (var member in json.EnumerateObject())
        {
            draft = Take(draft, member.Name, member.Value, errors);
        }

        // A plain list of logins names no credential type: an e-mail and a refresh token speak for themselves.
        if (draft.Auth is null && json.TryGetProperty("refresh_token", out var token) && token.ValueKind == JsonValueKind.String)
        {
            draft = draft with
            {
                Provider = draft.Provider ?? "gemini",
                Name = draft.Name ?? draft.Email,
                Auth = new AuthDraft { Type = "oauth", RefreshToken = token.GetString(), ClientId = TextOf(json, "client_id"), ClientSecret = TextOf(json, "client_secret") },
            };
        }

        return (draft, [.. errors]);
    }

    private static AccountDraft Take(AccountDraft draft, string name, JsonElement value, List<FieldError> errors)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return name == "max_concurrency" ? draft with { MaxConcurrency = 0 } : draft;
        }

        if (Array.IndexOf(Texts, name) >= 0)
        {
            return value.ValueKind == JsonValueKind.String ? WithText(draft, name, value.GetString()!) : Wrong(draft, name, "a text", errors);
        }

        switch (name)
        {
            case "auth":
                return draft with { Auth = ReadAuth(value, errors) };
            case "models" or "protocols":
                if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
                {
                    return Wrong(draft, name, "a list of texts", errors);
                }

                ImmutableArray<string> list = [.. value.EnumerateArray().Select(item => item.GetString()!)];
                return name == "models" ? draft with { Models = list } : draft with { Protocols = list };
            case "aliases":
                return value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(item => item.Value.ValueKind == JsonValueKind.String)
                    ? draft with { Aliases = value.EnumerateObject().ToImmutableDictionary(item => item.Name, item => item.Value.GetString()!) }
                    : Wrong(draft, name, "an object of texts", errors);
            case "limits":
                return value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(item => item.Value.ValueKind == JsonValueKind.Number)
                    ? draft with { Limits = value.EnumerateObject().ToImmutableDictionary(item => item.Name, item => item.Value.GetDouble()) }
                    : Wrong(draft, name, "an object of numbers", errors);
            case "priority":
                return Whole(value, out var priority) ? draft with { Priority = priority } : Wrong(draft, name, "a whole number", errors);
            case "max_concurrency":
                return Whole(value, out var most) ? draft with { MaxConcurrency = most } : Wrong(draft, name, "a whole number or null", errors);
            case "weight":
                return value.ValueKind == JsonValueKind.Number ? draft with { Weight = value.GetDouble() } : Wrong(draft, name, "a number", errors);
            case "enabled":
                return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? draft with { Enabled = value.GetBoolean() } : Wrong(draft, name, "true or false", errors);
            case "refresh_token" or "client_id" or "client_secret":
                return draft;
            default:
                errors.Add(new(name, $"'{name}' is not a field of an account."));
                return draft;
        }
    }

    private static AuthDraft ReadAuth(JsonElement json, List<FieldError> errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new("auth", "auth must be an object with a type."));
            return new AuthDraft();
        }

        foreach (var member in json.EnumerateObject())
        {
            var known = Array.IndexOf(AuthTexts, member.Name) >= 0;
            if (!known && member.Name != "json")
            {
                errors.Add(new($"auth.{member.Name}", $"'{member.Name}' is not a field of auth."));
            }
            else if (known && member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                errors.Add(new($"auth.{member.Name}", $"auth.{member.Name} must be a text."));
            }
        }

        return new AuthDraft
        {
            Type = TextOf(json, "type"),
            ApiKey = TextOf(json, "api_key"),
            RefreshToken = TextOf(json, "refresh_token"),
            ClientId = TextOf(json, "client_id"),
            ClientSecret = TextOf(json, "client_secret"),
            TokenEndpoint = TextOf(json, "token_endpoint"),
            Variable = TextOf(json, "variable"),
            Json = json.TryGetProperty("json", out var file) ? (file.ValueKind == JsonValueKind.String ? file.GetString() : file.GetRawText()) : null,
        };
    }

    private static AccountDraft WithText(AccountDraft draft, string name, string text) => name switch
    {
        "provider" => draft with { Provider = text },
        "name" => draft with { Name = text },
        "email" => draft with { Email = text },
        "base_url" => draft with { BaseUrl = text },
        "project" => draft with { Project = text },
        "location" => draft with { Location = text },
        "api_version" => draft with { ApiVersion = text },
        _ => draft with { Notes = text },
    };

    private static bool Whole(JsonElement value, out int number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number);
    }

    private static AccountDraft Wrong(AccountDraft draft, string name, string kind, List<FieldError> errors)
    {
        errors.Add(new(name, $"{name} must be {kind}."));
        return draft;
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
