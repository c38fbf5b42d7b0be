using System.Reflection;
using AntigravityTools.Core.Accounts;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Answers;

/// <summary><c>/healthz</c>: the listener is up. <c>/readyz</c>: some account could serve a request now.</summary>
internal sealed class HealthAnswers(AccountPool pool)
{
    private static readonly string Version =
        typeof(HealthAnswers).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public static Task HealthAsync(HttpContext http) => JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("status"u8, "ok"u8);
        json.WriteString("version"u8, Version);
        json.WriteEndObject();
    });

    public Task ReadyAsync(HttpContext http)
    {
        var reason = pool.WhyNotReady();
        var status = reason is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return JsonAnswer.SendAsync(http, status, json =>
        {
            json.WriteStartObject();
            json.WriteString("status"u8, reason is null ? "ready"u8 : "not_ready"u8);
            if (reason is not null)
            {
                json.WriteString("reason"u8, reason);
            }

            json.WriteNumber("usable_accounts"u8, pool.UsableCount);
            json.WriteEndObject();
        });
    }
}
