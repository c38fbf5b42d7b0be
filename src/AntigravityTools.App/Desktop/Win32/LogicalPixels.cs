namespace AntigravityTools.App.Desktop.Win32;

/// <summary>Between the pixels of a screen and those that a person counts: a screen of 96 dots per inch has one for one.</summary>
internal static class LogicalPixels
{
    private const int Plain = 96;

    /// <summary>How many pixels of the screen a size takes.</summary>
    public static WindowSize ToScreen(WindowSize size, uint dpi) => new(Scale(size.Width, (int)dpi, Plain), Scale(size.Height, (int)dpi, Plain));

    /// <summary>The size that a person sees.</summary>
    public static WindowSize FromScreen(WindowSize size, uint dpi) => new(Scale(size.Width, Plain, (int)dpi), Scale(size.Height, Plain, (int)dpi));

    private static int Scale(int pixels, int to, int from) => (int)Math.Round((double)pixels * to / from, MidpointRounding.AwayFromZero);
}
