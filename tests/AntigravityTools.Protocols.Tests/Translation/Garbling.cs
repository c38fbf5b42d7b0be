using System.Text;
using System.Text.Json.Nodes;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>Damages recorded traffic, the same way in every run.</summary>
internal sealed class Garbling(string seed)
{
    private static readonly string[] Strange =
        ["null", "1", "-7", "1e400", "99999999999999999999", "\"x\"", "\"\"", "[]", "{}", "true", "[null]", "[[1]]", "[{}]", "{\"type\":1}", "\"\\ud83d\""];

    private readonly Random _random = new(seed.Aggregate(17, static (hash, letter) => unchecked((hash * 31) + letter)));

    /// <summary>Flips bits of one byte.</summary>
    internal byte[] FlipByte(byte[] bytes)
    {
        var damaged = bytes.ToArray();
        damaged[_random.Next(damaged.Length)] ^= (byte)_random.Next(1, 256);
        return damaged;
    }

    /// <summary>Cuts a piece out, or sends it twice.</summary>
    internal byte[] MovePiece(byte[] bytes)
    {
        var start = _random.Next(bytes.Length);
        var end = Math.Min(bytes.Length, start + _random.Next(1, 400));
        return _random.Next(2) == 0 ? [.. bytes[..start], .. bytes[end..]] : [.. bytes[..end], .. bytes[start..]];
    }

    /// <summary>Valid JSON with one value of another type than any client expects, in one data line.</summary>
    internal byte[] SwapValue(byte[] stream)
    {
        var lines = Encoding.UTF8.GetString(stream).Split('\n');
        var places = Enumerable.Range(0, lines.Length).Where(at => lines[at].StartsWith("data: {", StringComparison.Ordinal)).ToList();
        var place = places[_random.Next(places.Count)];
        lines[place] = "data: " + Swap(lines[place][6..]);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    /// <summary>The same for one JSON text.</summary>
    internal string Swap(string json)
    {
        var root = JsonNode.Parse(json)!;
        var parents = new List<(JsonNode Parent, string? Name, int Index)>();
        Collect(root, parents);
        if (parents.Count == 0)
        {
            return Strange[_random.Next(Strange.Length)];
        }

        const string Mark = "\"@strange@\"";
        var (parent, name, index) = parents[_random.Next(parents.Count)];
        if (name is not null)
        {
            parent[name] = "@strange@";
        }
        else
        {
            parent[index] = "@strange@";
        }

        return root.ToJsonString().Replace(Mark, Strange[_random.Next(Strange.Length)], StringComparison.Ordinal);
    }

    private static void Collect(JsonNode node, List<(JsonNode Parent, string? Name, int Index)> places)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                places.Add((members, name, 0));
                if (value is not null)
                {
                    Collect(value, places);
                }
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                places.Add((items, null, i));
                if (items[i] is { } value)
                {
                    Collect(value, places);
                }
            }
        }
    }
}
