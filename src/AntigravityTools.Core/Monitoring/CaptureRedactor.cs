using System.Text;
using System.Text.Unicode;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Monitoring;

/// <summary>The one place where bodies pass from the wire to what is kept: secrets are taken out here, by shape and by name.</summary>
internal sealed class CaptureRedactor(Func<IEnumerable<string>> known)
{
    private const int ShortestSecret = 6;

    public CapturedExchange Redact(CapturedBytes bytes)
    {
        var secrets = known().Where(secret => secret.Length >= ShortestSecret).Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length).ToList();
        return bytes.Facts with
        {
            Query = Clean(bytes.Facts.Query, secrets),
            Headers = [.. bytes.Facts.Headers.Select(header => header with { Value = Clean(header.Value, secrets) })],
            Request = Body(bytes.Request, secrets),
            Answer = Body(bytes.Answer, secrets),
        };
    }

    private static CapturedBody Body(BodyTape tape, List<string> secrets)
    {
        var kept = tape.IsCut ? WholeCharacters(tape.Kept) : tape.Kept;
        if (!Utf8.IsValid(kept))
        {
            return new CapturedBody("", tape.Length, IsCut: false, IsBinary: true, IsRedacted: false);
        }

        var text = Encoding.UTF8.GetString(kept);
        var clean = Clean(text, secrets);
        return new CapturedBody(clean, tape.Length, tape.IsCut, IsBinary: false, IsRedacted: clean != text);
    }

    private static string Clean(string text, List<string> secrets)
    {
        foreach (var secret in secrets)
        {
            text = text.Replace(secret, "[redacted]", StringComparison.Ordinal);
        }

        return Redactor.Redact(text);
    }

    // A cut may fall into the middle of a character.
    private static ReadOnlySpan<byte> WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(4, bytes.Length); back++)
        {
            var first = bytes[^back];
            if ((first & 0xC0) != 0x80)
            {
                var length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
                return length > back ? bytes[..^back] : bytes;
            }
        }

        return bytes;
    }
}
