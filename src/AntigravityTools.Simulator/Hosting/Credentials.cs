using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>Finds the credential where each provider looks for it, and nowhere else.</summary>
internal static class Credentials
{
    public static string? Find(ProviderShape shape, HttpRequest request)
    {
        string?[] places = shape switch
        {
            ProviderShape.Anthropic => [request.Headers["x-api-key"], Bearer(request)],
            ProviderShape.Gemini => [request.Headers["x-goog-api-key"], request.Query["key"], Bearer(request)],
            _ => [Bearer(request), request.Headers["api-key"]],
        };
        return places.FirstOrDefault(place => !string.IsNullOrEmpty(place));
    }

    public static bool IsBearer(ProviderShape shape, HttpRequest request) =>
        Bearer(request) is { } bearer && bearer == Find(shape, request);

    private static string? Bearer(HttpRequest request)
    {
        var value = request.Headers.Authorization.ToString();
        return value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..].Trim() : null;
    }
}
