using MudBlazor;

namespace AntigravityTools.Ui.Layout;

/// <summary>The look of the console: system fonts, so that it works offline and in every script.</summary>
internal static class ConsoleTheme
{
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2f5bd7", Secondary = "#0f766e", Background = "#f6f7f9", Surface = "#ffffff", AppbarBackground = "#ffffff", AppbarText = "#1b2333",
            DrawerBackground = "#ffffff", TextPrimary = "#1b2333", TextSecondary = "#556070", Success = "#16794c", Warning = "#9a5b00", Error = "#b3261e", LinesDefault = "#e3e6eb", LinesInputs = "#c3c9d3",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8fb0ff", Secondary = "#5ec9bb", Background = "#11151c", Surface = "#191f29", AppbarBackground = "#191f29", AppbarText = "#e7ebf2",
            DrawerBackground = "#191f29", TextPrimary = "#e7ebf2", TextSecondary = "#a3adbd", Success = "#5fd39a", Warning = "#f0b45a", Error = "#ff8a80", LinesDefault = "#2b3442", LinesInputs = "#445064", PrimaryContrastText = "#10203f",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK SC", "Malgun Gothic", "Microsoft YaHei", "sans-serif"],
            },
        },
    };
}
