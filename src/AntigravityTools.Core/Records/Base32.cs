namespace AntigravityTools.Core.Records;

/// <summary>Crockford's base 32 in lower case, which sorts as the bytes do.</summary>
internal static class Base32
{
    internal const int BitsPerCharacter = 5;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>The bytes behind a prefix; what is missing to a whole character is filled with zeros.</summary>
    internal static string Encode(string prefix, ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[prefix.Length + ((bytes.Length * 8) + BitsPerCharacter - 1) / BitsPerCharacter];
        prefix.CopyTo(text);
        int at = prefix.Length, bits = 0;
        uint pending = 0;
        foreach (var value in bytes)
        {
            pending = (pending << 8) | value;
            bits += 8;
            while (bits >= BitsPerCharacter)
            {
                bits -= BitsPerCharacter;
                text[at++] = Alphabet[(int)(pending >> bits) & 31];
            }
        }

        if (bits > 0)
        {
            text[at] = Alphabet[(int)(pending << (BitsPerCharacter - bits)) & 31];
        }

        return new string(text);
    }

    /// <summary>The bits of at most twelve characters as one number; null where one is not of the alphabet.</summary>
    internal static long? Decode(ReadOnlySpan<char> text)
    {
        long bits = 0;
        foreach (var character in text)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            bits = (bits << BitsPerCharacter) | (uint)value;
        }

        return bits;
    }
}
