namespace AntigravityTools.Server.Auth;

/// <summary>The language of the few pages that the listener itself serves, such as the one that asks for the admin key.</summary>
/// <param name="Language">Its tag, such as <c>ko</c>.</param>
/// <param name="Say">An English sentence in this language.</param>
public sealed record PageSpeech(string Language, Func<string, string> Say)
{
    /// <summary>What is spoken where nobody else speaks, as on a listener without the console's pages.</summary>
    public static PageSpeech English { get; } = new("en", english => english);
}
