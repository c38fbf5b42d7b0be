namespace AntigravityTools.App.Desktop;

/// <summary>The console that a window belongs to. Its pages stay in the window; what leads out of it belongs to the person's browser.</summary>
/// <param name="Origin">Scheme, host and port, such as <c>http://127.0.0.1:8046</c>; null while there is none.</param>
internal readonly record struct HomeAddress(string? Origin)
{
    /// <summary>The console that an address leads to.</summary>
    public static HomeAddress Of(string address) => new(new Uri(address).GetLeftPart(UriPartial.Authority));

    /// <summary>True for a page of the web, which a browser can open.</summary>
    public static bool IsWeb(string address) =>
        address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a page of the web that is not the console's. A page of our own (an error, a blank page) is none.</summary>
    public bool LeadsOut(string address) =>
        IsWeb(address) && address != Origin && !(Origin is not null && address.StartsWith(Origin + "/", StringComparison.Ordinal));
}
