namespace AntigravityTools.App.Desktop;

/// <summary>One line of the tray's menu.</summary>
/// <param name="Label">What it says; null for a line between groups.</param>
/// <param name="Action">What choosing it does; null where it only says something.</param>
internal sealed record TrayEntry(string? Label, TrayAction? Action)
{
    /// <summary>The line between groups.</summary>
    public static TrayEntry Separator { get; } = new(null, null);
}
