namespace AntigravityTools.App.Desktop;

/// <summary>
/// The tray's pictures, drawn for the size that the screen asks for: a disc whose colour and sign tell the state, so that it can be told
/// without colours too.
/// </summary>
internal static class TrayPicture
{
    private const int Samples = 4;
    private const uint Sign = 0xFFFFFF;

    /// <summary>One pixel as 0xAARRGGBB, not premultiplied.</summary>
    public static uint Pixel(TrayIcon icon, int x, int y, int size)
    {
        var (disc, sign) = (0, 0);
        for (var sample = 0; sample < Samples * Samples; sample++)
        {
            // From -1 to 1, both ways.
            var across = (((x + ((sample % Samples) + 0.5) / Samples) / size) * 2) - 1;
            var down = (((y + ((sample / Samples) + 0.5) / Samples) / size) * 2) - 1;
            if ((across * across) + (down * down) > 0.94)
            {
                continue;
            }

            disc++;
            sign += HasSign(icon, across, down) ? 1 : 0;
        }

        return disc == 0 ? 0 : (uint)(disc * 255 / (Samples * Samples)) << 24 | Mix(Colour(icon), (double)sign / disc);
    }

    private static uint Colour(TrayIcon icon) => icon switch
    {
        TrayIcon.Running => 0x1F8A4C,
        TrayIcon.Failed => 0xC93A3A,
        _ => 0x6B7280,
    };

    // Running: a triangle that points on. Failed: an exclamation mark. Stopped: a square.
    private static bool HasSign(TrayIcon icon, double across, double down) => icon switch
    {
        TrayIcon.Running => across > -0.32 && Math.Abs(down) < (0.58 - across) * 0.6,
        TrayIcon.Failed => Math.Abs(across) < 0.14 && (down is > -0.62 and < 0.18 || down is > 0.36 and < 0.64),
        _ => Math.Abs(across) < 0.36 && Math.Abs(down) < 0.36,
    };

    private static uint Mix(uint colour, double share)
    {
        var mixed = 0u;
        for (var shift = 0; shift <= 16; shift += 8)
        {
            var (from, to) = ((colour >> shift) & 0xFF, (Sign >> shift) & 0xFF);
            mixed |= (uint)Math.Round(from + ((to - (double)from) * share)) << shift;
        }

        return mixed;
    }
}
