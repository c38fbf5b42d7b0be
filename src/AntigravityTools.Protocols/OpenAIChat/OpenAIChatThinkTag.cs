namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>
/// Tells reasoning from text where a model writes it into its text: local servers pass on what begins with <c>&lt;think&gt;</c> and goes on
/// as the answer behind <c>&lt;/think&gt;</c>. Only the very beginning counts, so that an answer about the tag stays text. Either tag may be
/// cut by a delta's end.
/// </summary>
internal sealed class OpenAIChatThinkTag
{
    private const string Start = "<think>";
    private const string End = "</think>";

    private string _held = "";
    private Stage _stage = Stage.Beginning;
    private bool _hasThought;

    private enum Stage
    {
        Beginning,
        Thought,
        Behind,
        Text,
    }

    /// <summary>Takes text in and tells which of it is reasoning and which is text by now.</summary>
    internal (string Thought, string Text) Take(string piece)
    {
        if (_stage == Stage.Text)
        {
            return ("", piece);
        }

        _held += piece;
        if (_stage == Stage.Beginning && !TryBegin())
        {
            return ("", _stage == Stage.Text ? Release() : "");
        }

        var thought = _stage == Stage.Thought ? TakeThought() : "";
        if (_stage == Stage.Behind && _held.AsSpan().TrimStart().Length > 0)
        {
            _held = _held.TrimStart();
            _stage = Stage.Text;
        }

        return (thought, _stage == Stage.Text ? Release() : "");
    }

    /// <summary>What was held back for a tag that never came whole.</summary>
    internal (string Thought, string Text) Finish() =>
        _stage == Stage.Thought ? (Release(), "") : _stage == Stage.Behind ? ("", "") : ("", Release());

    // False while the tag may still come, and where it does not.
    private bool TryBegin()
    {
        var text = _held.AsSpan().TrimStart();
        if (text.StartsWith(Start, StringComparison.Ordinal))
        {
            _held = text[Start.Length..].ToString();
            _stage = Stage.Thought;
            return true;
        }

        _stage = Start.AsSpan().StartsWith(text, StringComparison.Ordinal) ? Stage.Beginning : Stage.Text;
        return false;
    }

    private string TakeThought()
    {
        _held = _hasThought ? _held : _held.TrimStart();
        _hasThought |= _held.Length > 0;
        var at = _held.IndexOf(End, StringComparison.Ordinal);
        if (at >= 0)
        {
            var whole = _held[..at].TrimEnd();
            (_held, _stage) = (_held[(at + End.Length)..], Stage.Behind);
            return whole;
        }

        // White space before the tag goes with it, and the tag may come in pieces.
        var keep = _held.Length - Math.Min(_held.Length, _held.AsSpan().TrimEnd().Length);
        for (var length = Math.Min(End.Length - 1, _held.Length); length > 0 && keep == 0; length--)
        {
            keep = _held.EndsWith(End[..length], StringComparison.Ordinal) ? length + WhiteBefore(_held.Length - length) : 0;
        }

        var thought = _held[..^keep];
        _held = _held[^keep..];
        return thought;
    }

    private int WhiteBefore(int end) => end - _held.AsSpan(0, end).TrimEnd().Length;

    private string Release()
    {
        var text = _held;
        _held = "";
        return text;
    }
}
