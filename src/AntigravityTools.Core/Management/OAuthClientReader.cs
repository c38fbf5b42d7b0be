using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams.Google;

namespace AntigravityTools.Core.Management;

/// <summary>Reads the user's own OAuth client: the file that Google Cloud's console downloads, or its id and secret as typed.</summary>
internal static class OAuthClientReader
{
    private static readonly string[] Fields = ["client_id", "client_secret", "name", "project", "project_id", "auth_uri", "token_uri", "userinfo_uri"];

    /// <summary>The client, or every field at fault.</summary>
    public static (OAuthClient? Client, ImmutableArray<FieldError> Errors) Read(JsonElement json, DateTimeOffset now)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return (null, [new("", "The body must be a JSON object.")]);
        }

        // The console's "json" holds the downloaded text; the download itself holds one object named by the client's type.
        if (json.TryGetProperty("json", out var file))
        {
            return ReadFile(file, json, now);
        }

        if (json.TryGetProperty("installed", out var installed))
        {
            return Read(installed, json, isFile: true, now);
        }

        return json.TryGetProperty("web", out _)
            ? (null, [new("web", "This is a client of the type 'Web application', which can not sign in on a computer. Create one of the type 'Desktop app' in Google Cloud's console and import that.")])
            : Read(json, json, isFile: false, now);
    }

    /// <summary>True for addresses that a secret may be sent to: encrypted, or on this machine.</summary>
    public static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private static (OAuthClient?, ImmutableArray<FieldError>) ReadFile(JsonElement file, JsonElement outer, DateTimeOffset now)
    {
        if (file.ValueKind == JsonValueKind.Object)
        {
            return Read(file, now);
        }

        try
        {
            using var document = JsonDocument.Parse(file.ValueKind == JsonValueKind.String ? file.GetString()! : "");
            var (client, errors) = Read(document.RootElement, now);
            return (client is null ? null : client with { Name = Text(outer, "name") ?? client.Name }, errors);
        }
        catch (JsonException)
        {
            return (null, [new("json", "json must be the text of the file that Google Cloud's console downloads for an OAuth client.")]);
        }
    }

    private static (OAuthClient?, ImmutableArray<FieldError>) Read(JsonElement json, JsonElement outer, bool isFile, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        if (json.ValueKind != JsonValueKind.Object)
        {
            return (null, [new("installed", "installed must be an object.")]);
        }

        foreach (var member in json.EnumerateObject().Where(member => !isFile && Array.IndexOf(Fields, member.Name) < 0))
        {
            errors.Add(new(member.Name, $"'{member.Name}' is not a field of an OAuth client."));
        }

        var id = Text(json, "client_id");
        if (id is null)
        {
            errors.Add(new("client_id", "client_id is missing: the id of your own OAuth client."));
        }

        var authorization = Address(json, "auth_uri", GoogleEndpoints.Authorization, errors);
        var token = Address(json, "token_uri", GoogleEndpoints.Token, errors);
        var userInfo = Address(json, "userinfo_uri", GoogleEndpoints.UserInfoOf(token), errors);
        return errors.Count > 0 ? (null, [.. errors]) : (new OAuthClient
        {
            ClientId = id!,
            ClientSecret = Text(json, "client_secret"),
            Name = Text(outer, "name"),
            Project = Text(json, "project_id") ?? Text(json, "project"),
            AuthorizationEndpoint = authorization,
            TokenEndpoint = token,
            UserInfoEndpoint = userInfo,
            CreatedAt = now,
        }, []);
    }

    private static Uri Address(JsonElement json, string name, Uri usual, List<FieldError> errors)
    {
        if (Text(json, name) is not { } text)
        {
            return usual;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && IsSafe(address))
        {
            return address;
        }

        errors.Add(new(name, $"{name} must be an https address; http is for this machine only."));
        return usual;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;
}
