namespace AntigravityTools.Core.Clients.Editors;

/// <summary>The new text of a file, or why the file is left alone.</summary>
internal readonly record struct EditResult(string? Text, string? Error)
{
    /// <summary>A text that was changed, or that needed no change.</summary>
    public static EditResult Of(string text) => new(text, null);

    /// <summary>The file is left alone; the sentence says where it can not be read.</summary>
    public static EditResult Refused(string why) => new(null, why);

    /// <summary>Goes on with the next change unless one was refused.</summary>
    public EditResult Then(Func<string, EditResult> next) => Text is null ? this : next(Text);
}
