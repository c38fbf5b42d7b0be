namespace AntigravityTools.Ui.Pages.Dashboard;

/// <summary>One line of the first-run checklist.</summary>
/// <param name="Key">The key of its text.</param>
/// <param name="Done">True where it has been done.</param>
public sealed record FirstStep(string Key, bool Done);
