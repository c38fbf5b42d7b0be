using System.Buffers;
using System.Globalization;
using System.Text;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>
/// A provider's usage object parted into its shape, which nearly all of an account's requests share, and its numbers: a row then keeps
/// ten bytes of it in the place of two hundred. Put together again it is the same text, character by character.
/// </summary>
internal sealed class UsageShape
{
    // Stands in the shape where a number was. JSON has it nowhere; where a text has it all the same, number 0 says so, and numbers count from 1.
    private const char Hole = '\u001A';
    private const int MostDigits = 18;
    private static readonly SearchValues<char> Parted = SearchValues.Create("0123456789" + Hole);
    private readonly ArrayBufferWriter<char> _shape = new(256);
    private readonly ArrayBufferWriter<byte> _numbers = new(64);

    /// <summary>The shape; valid until the next call of <see cref="Part"/>.</summary>
    internal ReadOnlySpan<char> Shape => _shape.WrittenSpan;

    /// <summary>The numbers, a varint each; valid until the next call of <see cref="Part"/>.</summary>
    internal ReadOnlySpan<byte> Numbers => _numbers.WrittenSpan;

    internal void Part(ReadOnlySpan<char> text)
    {
        _shape.ResetWrittenCount();
        _numbers.ResetWrittenCount();
        for (int next; (next = text.IndexOfAny(Parted)) >= 0;)
        {
            _shape.Write(text[..next]);
            text = text[next..];
            var digits = DigitsOf(text);
            if (digits == 0)
            {
                // A leading zero is a part of the shape: as a number it would be lost.
                _shape.Write(text[..1]);
                text = text[1..];
                continue;
            }

            _shape.Write([Hole]);
            var number = text[0] == Hole ? 0 : 1 + ulong.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            _numbers.Advance(Varint.Write(_numbers.GetSpan(Varint.Longest), number));
            text = text[digits..];
        }

        _shape.Write(text);
    }

    /// <summary>The text that was parted.</summary>
    /// <exception cref="InvalidDataException">There are fewer numbers than the shape has room for.</exception>
    internal static string Join(string shape, ReadOnlySpan<byte> numbers)
    {
        var text = new StringBuilder(shape.Length + numbers.Length);
        foreach (var character in shape)
        {
            var number = character == Hole ? Varint.Read(ref numbers) : 0;
            _ = number == 0 ? text.Append(character) : text.Append(number - 1);
        }

        return text.ToString();
    }

    // How many of the first characters are one number; 0 where there is a zero with a digit behind it.
    private static int DigitsOf(ReadOnlySpan<char> text)
    {
        if (text[0] == Hole || text.Length == 1 || !char.IsAsciiDigit(text[1]))
        {
            return 1;
        }

        if (text[0] == '0')
        {
            return 0;
        }

        var end = text.IndexOfAnyExceptInRange('0', '9');
        return Math.Min(end < 0 ? text.Length : end, MostDigits);
    }
}
