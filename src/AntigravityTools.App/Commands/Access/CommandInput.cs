namespace AntigravityTools.App.Commands.Access;

/// <summary>Text that a command reads from a file or from standard input.</summary>
internal static class CommandInput
{
    private const string StandardInput = "-";

    /// <summary>The text of a file, <c>-</c> for standard input; the error is one sentence.</summary>
    public static async Task<(string? Text, string? Error)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (path == StandardInput)
        {
            return (await Console.In.ReadToEndAsync(cancellationToken).ConfigureAwait(false), null);
        }

        try
        {
            return (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"'{path}' can not be read: {error.Message}");
        }
    }

    /// <summary>A secret: as given, or the first line of standard input for <c>-</c>, where no list of processes shows it.</summary>
    public static string? Secret(string? given) => given == StandardInput ? Console.In.ReadLine()?.Trim() : given;
}
