namespace AntigravityTools.Protocols.Model;

/// <summary>A JSON value as text on the wire: key order, number spelling and escapes survive. Empty stands for "absent".</summary>
/// <param name="Utf8">The UTF-8 text of one JSON value.</param>
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>True where no value is held.</summary>
    public bool IsAbsent => Utf8.IsEmpty;

    /// <summary>Value equality is equality of the text.</summary>
    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>The JSON text.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Utf8.Span);
}
