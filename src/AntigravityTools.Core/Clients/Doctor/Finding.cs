using System.Collections.Immutable;
using System.Globalization;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Clients.Doctor;

/// <summary>Makes findings of one link, so that each check reads as code, sentence and fix; what the sentences say of the case is kept beside them.</summary>
internal static class Finding
{
    public static DoctorFinding Breaks(DoctorLink link, string code, string? subject, FormattableString message, FormattableString fix) => new()
    {
        Link = link,
        Code = code,
        Subject = subject,
        Message = FormattableString.Invariant(message),
        Fix = FormattableString.Invariant(fix),
        MessageArguments = ArgumentsOf(message),
        FixArguments = ArgumentsOf(fix),
    };

    public static DoctorFinding Warns(DoctorLink link, string code, string? subject, FormattableString message, FormattableString fix) =>
        Breaks(link, code, subject, message, fix) with { Breaks = false };

    private static ImmutableArray<string> ArgumentsOf(FormattableString sentence) =>
        [.. sentence.GetArguments().Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "")];
}
