using System.Text.Json;

namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>Reads problem details (RFC 9457) for a form.</summary>
internal static class ProblemText
{
    /// <summary>What is wrong at one field, and everything else.</summary>
    public static (string? Others, string? AtField) Of(string problem, string field)
    {
        try
        {
            using var json = JsonDocument.Parse(problem);
            if (!json.RootElement.TryGetProperty("errors", out var errors))
            {
                return (json.RootElement.GetProperty("detail").GetString(), null);
            }

            var all = errors.EnumerateArray().Select(error => (Field: error.GetProperty("field").GetString(), Message: error.GetProperty("message").GetString()!)).ToList();
            var rest = string.Join(' ', all.Where(error => error.Field != field).Select(error => error.Message));
            return (rest.Length == 0 ? null : rest, all.FirstOrDefault(error => error.Field == field).Message);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (problem, null);
        }
    }
}
