using System.Text.RegularExpressions;

namespace AntigravityTools.Ui;

/// <summary>
/// An English sentence with holes, and the same in another language. <c>{0}</c> takes a name or a number as it is, <c>{0:said}</c> a
/// sentence that is translated in its turn, and <c>{0:State}</c> words that the pages' own texts have (<c>State_busy</c> for "busy").
/// </summary>
internal sealed partial class SentenceTemplate
{
    private const string Sentence = "said";

    private readonly string[] _literals;
    private readonly string[] _kinds;
    private readonly string _translation;

    /// <summary>A template; the holes of the English are numbered in their order.</summary>
    public SentenceTemplate(string english, string translation)
    {
        var holes = Hole().Matches(english);
        _kinds = [.. holes.Select(hole => hole.Groups["kind"].Value)];
        _literals = Hole().Replace(english, "\0").Split('\0');
        _translation = translation;
    }

    /// <summary>How much of the English is fixed; the longer, the more surely a sentence that fits is meant.</summary>
    public int Fixed => _literals.Sum(literal => literal.Length);

    /// <summary>The sentence in the other language; null where it is another one.</summary>
    public string? Translate(string english, Texts texts)
    {
        if (Read(english) is not { } values)
        {
            return null;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _kinds[i] switch
            {
                "" => values[i],
                Sentence => texts.Said(values[i]),
                var kind => texts.Find($"{kind}_{values[i].Replace(' ', '_')}") ?? Word().Replace(values[i], word => texts.Find($"{kind}_{word.Value}") ?? word.Value),
            };
        }

        return Hole().Replace(_translation, hole => values[hole.Groups["number"].ValueSpan[0] - '0']);
    }

    // Each hole ends at the first place where what follows it stands, the last one where the rest is the template's end.
    private string[]? Read(string english)
    {
        var (first, last) = (_literals[0], _literals[^1]);
        if (english.Length <= first.Length + last.Length || !english.StartsWith(first, StringComparison.Ordinal) || !english.EndsWith(last, StringComparison.Ordinal))
        {
            return null;
        }

        var (values, at, end) = (new string[_kinds.Length], first.Length, english.Length - last.Length);
        for (var i = 0; i < values.Length - 1; i++)
        {
            var next = at < end ? english.IndexOf(_literals[i + 1], at + 1, end - at - 1, StringComparison.Ordinal) : -1;
            if (next < 0)
            {
                return null;
            }

            values[i] = english[at..next];
            at = next + _literals[i + 1].Length;
        }

        values[^1] = english[at..end];
        return at < end ? values : null;
    }

    [GeneratedRegex(@"\{(?<number>\d)(?::(?<kind>\w+))?\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
