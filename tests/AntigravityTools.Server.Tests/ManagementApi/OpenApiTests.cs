using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AntigravityTools.Server.Tests.ManagementApi;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_DescribesEveryCallThatIsServedAndNoOther()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var document = (await console.CallAsync("GET", "/openapi/v1.json")).Json;
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => $"{call.Name.ToUpperInvariant()} {path.Name}"));
        var served = console.Application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText}"));
        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_RefersOnlyToWhatItDefines()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var document = (await console.CallAsync("GET", "/openapi/v1.json")).Json;
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        var references = References(document).ToList();
        Assert.NotEmpty(references);
        foreach (var reference in references)
        {
            var target = document;
            foreach (var step in reference.TrimStart('#', '/').Split('/'))
            {
                target = target.GetProperty(step);
            }

            Assert.Equal(JsonValueKind.Object, target.ValueKind);
        }
    }

    [Fact]
    public async Task Account_HasExactlyTheFieldsOfItsSchema()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.AddAccountAsync("sk-one-0123456789");
        var schema = (await console.CallAsync("GET", "/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas").GetProperty("Account");
        var account = (await console.CallAsync("GET", "/api/accounts")).Json.GetProperty("accounts")[0];
        Assert.All(account.EnumerateObject(), field => Assert.True(schema.GetProperty("properties").TryGetProperty(field.Name, out _), field.Name));
        Assert.All(schema.GetProperty("required").EnumerateArray(), field => Assert.True(account.TryGetProperty(field.GetString()!, out _), field.GetString()));
    }

    private static IEnumerable<string> References(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
