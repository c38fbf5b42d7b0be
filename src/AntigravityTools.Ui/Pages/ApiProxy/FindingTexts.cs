using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>The doctor's sentences in the user's language; English ones as the doctor says them.</summary>
public static class FindingTexts
{
    // The one sentence that names a state by its word.
    private const string AccountState = "account_state";

    /// <summary>What is wrong.</summary>
    public static string MessageOf(this Texts texts, DoctorFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var arguments = finding.MessageArguments;
        if (finding.Sentence?.StartsWith(AccountState, StringComparison.Ordinal) == true && texts.Find("State_" + arguments[1]) is { } state)
        {
            arguments = arguments.SetItem(1, state);
        }

        return texts.Say(arguments, finding.Message, "Doctor_" + (finding.Sentence ?? finding.Code));
    }

    /// <summary>What to do.</summary>
    public static string FixOf(this Texts texts, DoctorFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return texts.Say(finding.FixArguments, finding.Fix, "DoctorFix_" + finding.Sentence, "DoctorFix_" + finding.Code);
    }

    private static string Say(this Texts texts, IEnumerable<string> arguments, string english, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (!texts.IsEnglish && texts.Find(key) is not null)
            {
                return texts.Format(key, [.. arguments]);
            }
        }

        return english;
    }
}
