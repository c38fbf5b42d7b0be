using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>Makes findings of one link, so that each check reads as code, sentence and fix.</summary>
internal static class Finding
{
    public static DoctorFinding Breaks(DoctorLink link, string code, string? subject, string message, string fix) => new()
    {
        Link = link,
        Code = code,
        Subject = subject,
        Message = message,
        Fix = fix,
    };

    public static DoctorFinding Warns(DoctorLink link, string code, string? subject, string message, string fix) =>
        Breaks(link, code, subject, message, fix) with { Breaks = false };
}
