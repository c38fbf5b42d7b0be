using System.Text;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Testing;

/// <summary>One recorded stream of a provider, framed as it came or, where only payloads were kept, as its protocol frames them.</summary>
public sealed record RecordedStream(string Name, Protocol Protocol, byte[] Bytes)
{
    /// <summary>The payloads, independent of any reader under test: data lines as text.</summary>
    public IReadOnlyList<string> Payloads => Encoding.UTF8.GetString(Bytes)
        .Split('\n')
        .Where(static line => line.StartsWith("data:", StringComparison.Ordinal))
        .Select(static line => line[5..].Trim())
        .ToList();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
