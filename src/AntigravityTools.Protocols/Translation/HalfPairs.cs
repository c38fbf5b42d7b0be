using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>Joins the halves of surrogate pairs that a provider has cut apart, so that no writer ever sees one alone.</summary>
internal sealed class HalfPairs
{
    private readonly Dictionary<int, (char Half, bool IsJson)> _first = [];

    /// <summary>Rewrites the texts of events in place; a half whose other one never comes is U+FFFD at the end of its block.</summary>
    internal void Join(List<StreamEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            switch (events[i])
            {
                case StreamEvent.TextDelta delta when IsCut(delta.Block, delta.Text):
                    events[i] = delta with { Text = Take(delta.Block, delta.Text, isJson: false) };
                    break;
                case StreamEvent.ArgumentsDelta delta when IsCut(delta.Block, delta.Json):
                    events[i] = delta with { Json = Take(delta.Block, delta.Json, isJson: true) };
                    break;
                case StreamEvent.BlockEnded ended when _first.Remove(ended.Block, out var left):
                    events.Insert(i++, left.IsJson ? new StreamEvent.ArgumentsDelta(ended.Block, "\uFFFD") : new StreamEvent.TextDelta(ended.Block, "\uFFFD"));
                    break;
            }
        }
    }

    private bool IsCut(int block, string text) => text.Length > 0 && (char.IsHighSurrogate(text[^1]) || (_first.Count > 0 && _first.ContainsKey(block)));

    private string Take(int block, string text, bool isJson)
    {
        if (_first.Remove(block, out var first))
        {
            text = first.Half + text;
        }

        if (!char.IsHighSurrogate(text[^1]))
        {
            return text;
        }

        _first[block] = (text[^1], isJson);
        return text[..^1];
    }
}
