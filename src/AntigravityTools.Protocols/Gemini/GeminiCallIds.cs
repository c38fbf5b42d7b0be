using System.Text;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// Gives the calls and results of a history ids where the client left them out (protocols.md §3.1, §3.2): the same ones every time the
/// same history comes, never the same one in two turns. Results without an id answer the oldest open call of their name.
/// </summary>
internal sealed class GeminiCallIds
{
    private readonly List<(string Name, string Id)> _open = [];
    private int _turn;
    private int _ordinal;
    private bool _inModelTurn;

    /// <summary>Notes whose turn follows; only a new turn of the model closes the calls that nobody answered.</summary>
    internal void Enter(bool model)
    {
        if (model && !_inModelTurn)
        {
            _turn++;
            _ordinal = 0;
            _open.Clear();
        }

        _inModelTurn = model;
    }

    /// <summary>The id of a call.</summary>
    internal string OfCall(string? id, string name, ReadOnlySpan<byte> arguments)
    {
        var chosen = id is { Length: > 0 } ? id : Mint($"{_turn}", _ordinal, name, Encoding.UTF8.GetString(arguments));
        _ordinal++;
        _open.Add((name, chosen));
        return chosen;
    }

    /// <summary>The id of the call that a result answers; one that matches nothing where no call is open.</summary>
    internal string OfResult(string? id, string name)
    {
        var place = id is { Length: > 0 } ? _open.FindIndex(call => call.Id == id) : -1;
        place = place < 0 ? _open.FindIndex(call => call.Name == name) : place;
        if (place < 0)
        {
            return id is { Length: > 0 } ? id : Mint($"{_turn}", -1, name, "");
        }

        var found = _open[place].Id;
        _open.RemoveAt(place);
        return found;
    }

    /// <summary>An id that stands for a call by its place and content.</summary>
    internal static string Mint(string turn, int ordinal, string name, string arguments) => "call_" + ShortId.Hash($"{turn}\n{ordinal}\n{name}\n{arguments}");
}
