using System.Text;
using System.Text.Json;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>A value that grows: an object, a list, a text in pieces, or a literal. What it is once, it stays.</summary>
internal sealed class GeminiArgumentNode
{
    /// <summary>How far past its end a list may be written; the gap is null.</summary>
    private const int WidestGap = 1000;

    private OrderedDictionary<string, GeminiArgumentNode>? _members;
    private List<GeminiArgumentNode?>? _elements;
    private StringBuilder? _text;
    private byte[]? _literal;

    internal GeminiArgumentNode? Member(string name, ref int nodes)
    {
        if (_elements is not null || _text is not null || _literal is not null)
        {
            return null;
        }

        _members ??= new OrderedDictionary<string, GeminiArgumentNode>(StringComparer.Ordinal);
        if (!_members.TryGetValue(name, out var member))
        {
            nodes++;
            _members[name] = member = new GeminiArgumentNode();
        }

        return member;
    }

    internal GeminiArgumentNode? Element(int place, ref int nodes)
    {
        if (_members is not null || _text is not null || _literal is not null || place > (_elements?.Count ?? 0) + WidestGap)
        {
            return null;
        }

        _elements ??= [];
        while (_elements.Count <= place)
        {
            nodes++;
            _elements.Add(null);
        }

        return _elements[place] ??= new GeminiArgumentNode();
    }

    internal bool Append(string text)
    {
        if (_members is not null || _elements is not null || _literal is not null)
        {
            return false;
        }

        (_text ??= new StringBuilder()).Append(text);
        return true;
    }

    internal bool Set(byte[] literal)
    {
        if (_members is not null || _elements is not null || _text is not null)
        {
            return false;
        }

        _literal = literal;
        return true;
    }

    internal void Write(Utf8JsonWriter json, bool isRoot)
    {
        if (_members is not null || (isRoot && _elements is null))
        {
            json.WriteStartObject();
            foreach (var (name, member) in _members ?? [])
            {
                json.WritePropertyName(name);
                member.Write(json, isRoot: false);
            }

            json.WriteEndObject();
        }
        else if (_elements is not null)
        {
            json.WriteStartArray();
            foreach (var element in _elements)
            {
                if (element is null)
                {
                    json.WriteNullValue();
                }
                else
                {
                    element.Write(json, isRoot: false);
                }
            }

            json.WriteEndArray();
        }
        else if (_text is not null)
        {
            json.WriteStringValue(_text.ToString());
        }
        else
        {
            json.WriteRawValue(_literal ?? "null"u8, skipInputValidation: true);
        }
    }
}
