using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>Problem details (RFC 9457), with every field at fault where there are such.</summary>
internal static class Problem
{
    private const string MediaType = "application/problem+json";

    public static Task SendAsync(HttpContext http, int status, string detail) => SendAsync(http, status, detail, []);

    /// <summary>400 for input that does not fit.</summary>
    public static Task RejectAsync(HttpContext http, ImmutableArray<FieldError> errors) =>
        SendAsync(http, StatusCodes.Status400BadRequest, string.Join(' ', errors.Select(error => error.Message)), errors);

    /// <summary>404 for an id that nothing has.</summary>
    public static Task NotFoundAsync(HttpContext http, string what, string id) =>
        SendAsync(http, StatusCodes.Status404NotFound, $"There is no {what} '{id}'.");

    private static Task SendAsync(HttpContext http, int status, string detail, ImmutableArray<FieldError> errors) => JsonAnswer.SendAsync(http, status, json =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status"u8, status);
        json.WriteString("detail"u8, detail);
        if (!errors.IsEmpty)
        {
            json.WriteErrors(errors);
        }

        json.WriteEndObject();
    }, MediaType);
}
