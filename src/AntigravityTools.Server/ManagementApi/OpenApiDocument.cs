using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>The description of the API, kept by hand beside the code; a test compares it with the calls that are served.</summary>
internal static class OpenApiDocument
{
    private const string Resource = "AntigravityTools.Server.ManagementApi.openapi.json";

    public static async Task SendAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await using var document = typeof(OpenApiDocument).Assembly.GetManifestResourceStream(Resource)!;
        await document.CopyToAsync(buffer, http.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.SendAsync(http, StatusCodes.Status200OK, buffer.GetBuffer().AsMemory(0, (int)buffer.Length)).ConfigureAwait(false);
    }
}
