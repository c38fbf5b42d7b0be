using System.Text;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Names of Google's JSON, which may come in camel case and in snake case (protocol buffers, JSON mapping).</summary>
internal static class CamelCase
{
    /// <summary>The name in camel case; the same object where it is so already.</summary>
    internal static string Of(string name)
    {
        if (!name.Contains('_', StringComparison.Ordinal))
        {
            return name;
        }

        var camel = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (camel.Length > 0 && camel[^1] == '_' && char.IsAsciiLetterLower(c))
            {
                camel[^1] = char.ToUpperInvariant(c);
            }
            else
            {
                camel.Append(c);
            }
        }

        return camel.ToString();
    }
}
