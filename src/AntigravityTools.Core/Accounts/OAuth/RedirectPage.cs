namespace AntigravityTools.Core.Accounts.OAuth;

/// <summary>What a browser is shown that came back from the authorisation server.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Text">What to do next, in a sentence.</param>
public sealed record RedirectPage(int Status, string Title, string Text);
