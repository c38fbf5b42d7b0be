using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Schemas;

/// <summary>
/// Gives each of a request's tools a name that the target takes, the same one every time the same tools come, and remembers the way back.
/// Calls and choices of the history are renamed with it too.
/// </summary>
public sealed class ToolNaming(ToolNameRule rule)
{
    private const string Separator = "__";
    private readonly Dictionary<(string? Namespace, string Name), string> _names = [];
    private readonly Dictionary<string, ToolAlias> _aliases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The target's name for a tool of the client.</summary>
    /// <param name="name">The client's name.</param>
    /// <param name="space">The client's namespace, where it has one.</param>
    /// <param name="emulated">True where a custom tool is offered as a function.</param>
    public string NameOf(string name, string? space = null, bool emulated = false)
    {
        if (_names.TryGetValue((space, name), out var known))
        {
            return known;
        }

        var full = space is null ? name : space + Separator + name;
        var chosen = rule.Allows(full) && !_taken.Contains(full) ? full : Shorten(full);
        _names[(space, name)] = chosen;
        _taken.Add(chosen);
        if (chosen != name || space is not null || emulated)
        {
            _aliases[chosen] = new ToolAlias(name, space, emulated);
        }

        return chosen;
    }

    /// <summary>
    /// The one legal name of a tool that its protocol keeps in a namespace, for a client whose protocol has none: what
    /// <see cref="NameOf"/> gives for the same tool, so that a name that comes back is known again.
    /// </summary>
    public static string Flatten(string? space, string? name, ToolNameRule rule) =>
        space is null ? name ?? "" : new ToolNaming(rule).NameOf(name ?? "", space);

    /// <summary>The way back.</summary>
    public ToolNameMap ToMap() => _aliases.Count == 0 ? ToolNameMap.Identity : new ToolNameMap(_aliases.ToFrozenDictionary(StringComparer.Ordinal));

    private string Shorten(string full)
    {
        var clean = new StringBuilder(full.Length);
        foreach (var c in full)
        {
            clean.Append(rule.IsAllowed(c) ? c : '_');
        }

        if (rule.StartsWithLetter && (clean.Length == 0 || !(char.IsAsciiLetter(clean[0]) || clean[0] == '_')))
        {
            clean.Insert(0, '_');
        }

        // The hash of the whole name keeps two long or odd names apart, and the same name the same.
        var mark = "_" + Mark(full);
        var room = rule.MaxLength - mark.Length;
        return (clean.Length > room ? clean.ToString(0, room) : clean.ToString()) + mark;
    }

    private static string Mark(string text)
    {
        // FNV-1a, 64 bit: stable over processes, unlike string.GetHashCode.
        var hash = 14695981039346656037UL;
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture)[..8];
    }
}
