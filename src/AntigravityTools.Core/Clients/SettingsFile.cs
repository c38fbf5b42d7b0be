using System.Text;

namespace AntigravityTools.Core.Clients;

/// <summary>A settings file as it is on disk now.</summary>
internal sealed record SettingsFile
{
    private const char ByteOrderMark = '\uFEFF';
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The whole path, links not followed.</summary>
    public required string Path { get; init; }

    /// <summary>The bytes; null where there is no file.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The text without a byte order mark; empty where there is no file.</summary>
    public string Text { get; init; } = "";

    /// <summary>Why it can not be read.</summary>
    public string? Fault { get; init; }

    /// <summary>Reads it; what goes wrong is a value.</summary>
    public static SettingsFile Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return new SettingsFile { Path = path };
            }

            var bytes = File.ReadAllBytes(path);
            return new SettingsFile { Path = path, Bytes = bytes, Text = Strict.GetString(bytes).TrimStart(ByteOrderMark) };
        }
        catch (DecoderFallbackException)
        {
            return new SettingsFile { Path = path, Fault = "it is not UTF-8 text" };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new SettingsFile { Path = path, Fault = error.Message.TrimEnd('.') };
        }
    }

    /// <summary>The bytes of a new text: a byte order mark that was there stays.</summary>
    public byte[] Encode(string text) =>
        Bytes is [0xEF, 0xBB, 0xBF, ..] ? [0xEF, 0xBB, 0xBF, .. Strict.GetBytes(text)] : Strict.GetBytes(text);
}
