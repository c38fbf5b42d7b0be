using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/providers</c> and <c>/api/about</c>: what does not change while the program runs.</summary>
internal sealed class CatalogueEndpoints(ProviderQueries providers, AboutQueries about)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/providers", http => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteList("providers", providers.All, WriteProvider);
            json.WriteEndObject();
        }));
        routes.MapGet("/api/about", http => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json => WriteAbout(json, about.About, about.Sizes)));
    }

    private static void WriteProvider(Utf8JsonWriter json, ProviderView provider)
    {
        json.WriteStartObject();
        json.WriteString("name", provider.Name);
        json.WriteString("title", provider.Title);
        json.WriteTexts("protocols", provider.Protocols);
        json.WriteTexts("optional_protocols", provider.OptionalProtocols);
        json.WriteOptional("base_url", provider.BaseUrl);
        json.WriteBoolean("needs_base_url", provider.NeedsBaseUrl);
        json.WriteTexts("credentials", provider.Credentials);
        json.WriteTexts("fields", provider.Fields);
        json.WriteOptional("environment_key", provider.EnvironmentKey);
        json.WriteOptional("key_page", provider.KeyPage);
        json.WriteList("servers", provider.Servers, WriteServer);
        json.WriteEndObject();
    }

    private static void WriteServer(Utf8JsonWriter json, ServerView server)
    {
        json.WriteStartObject();
        json.WriteString("name", server.Name);
        json.WriteString("base_url", server.BaseUrl);
        json.WriteBoolean("needs_key", server.NeedsKey);
        json.WriteEndObject();
    }

    private static void WriteAbout(Utf8JsonWriter json, AboutView view, DataSizes? sizes)
    {
        json.WriteStartObject();
        json.WriteString("version", view.Version);
        json.WriteString("runtime", view.Runtime);
        json.WriteString("system", view.System);
        json.WriteOptional("data_directory", view.DataDirectory);
        json.WriteOptional("config_path", view.ConfigPath);
        if (sizes is not null)
        {
            json.WriteStartObject("data_bytes");
            json.WriteNumber("database", sizes.Database);
            json.WriteNumber("undo", sizes.Undo);
            json.WriteNumber("all", sizes.All);
            json.WriteEndObject();
        }

        json.WriteString("prices_version", view.PricesVersion);
        json.WriteString("protector", view.Protector);
        json.WriteInstant("started_at", view.StartedAt);
        json.WriteBoolean("demo", view.Demo);
        json.WriteEndObject();
    }
}
