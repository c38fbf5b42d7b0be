using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>A report as the management API and the command line print it.</summary>
public static class DoctorJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, DoctorReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteStartObject();
        json.WriteBoolean("ok"u8, report.FirstBroken is null);
        json.WritePropertyName("first_broken"u8);
        if (report.FirstBroken is { } first)
        {
            Write(json, first);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStartArray("links"u8);
        foreach (var link in Enum.GetValues<DoctorLink>())
        {
            json.WriteStartObject();
            json.WriteString("link"u8, NameOf(link));
            json.WriteString("state"u8, report.StateOf(link));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("findings"u8);
        foreach (var finding in report.Findings)
        {
            Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads the findings of a report that was written so.</summary>
    public static IReadOnlyList<DoctorFinding> Read(JsonElement report) =>
    [
        .. report.GetProperty("findings").EnumerateArray().Select(finding => new DoctorFinding
        {
            Code = finding.GetProperty("code").GetString()!,
            Link = Enum.Parse<DoctorLink>(finding.GetProperty("link").GetString()!, ignoreCase: true),
            Breaks = finding.GetProperty("severity").GetString() == "broken",
            Subject = finding.TryGetProperty("subject", out var subject) ? subject.GetString() : null,
            Message = finding.GetProperty("message").GetString()!,
            Fix = finding.GetProperty("fix").GetString()!,
        }),
    ];

    /// <summary>The name of a link.</summary>
    public static string NameOf(DoctorLink link) => link switch
    {
        DoctorLink.Gateway => "gateway",
        DoctorLink.Listener => "listener",
        DoctorLink.Health => "health",
        DoctorLink.Auth => "auth",
        DoctorLink.Account => "account",
        DoctorLink.Upstream => "upstream",
        DoctorLink.Client => "client",
        _ => throw new ArgumentOutOfRangeException(nameof(link), link, "Not a link."),
    };

    private static void Write(Utf8JsonWriter json, DoctorFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, finding.Code);
        json.WriteString("link"u8, NameOf(finding.Link));
        json.WriteString("severity"u8, finding.Breaks ? "broken"u8 : "warning"u8);
        if (finding.Subject is { } subject)
        {
            json.WriteString("subject"u8, subject);
        }

        json.WriteString("message"u8, finding.Message);
        json.WriteString("fix"u8, finding.Fix);
        json.WriteEndObject();
    }
}
