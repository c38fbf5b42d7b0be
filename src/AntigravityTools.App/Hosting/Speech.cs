using System.Globalization;
using AntigravityTools.Core.Management;
using AntigravityTools.Server.Auth;
using AntigravityTools.Ui;
using Microsoft.Net.Http.Headers;

namespace AntigravityTools.App.Hosting;

/// <summary>Lends the pages' texts to what the listeners show by themselves.</summary>
internal static class Speech
{
    /// <summary>The language of a request to the console.</summary>
    public static PageSpeech Of(Texts texts) => new(texts.Culture.Name, english => texts.Said(english));

    /// <summary>The language of the settings, else the first that a browser names, elsewhere than at the console.</summary>
    public static PageSpeech Of(ConfigCommands config, string acceptLanguage) => Of(new Texts(config, First(acceptLanguage)));

    private static CultureInfo? First(string acceptLanguage)
    {
        var first = StringWithQualityHeaderValue.TryParseList([acceptLanguage], out var named) ? named.MaxBy(one => one.Quality ?? 1)?.Value.Value : null;
        try
        {
            return first is null or "*" ? null : CultureInfo.GetCultureInfo(first);
        }
        catch (CultureNotFoundException)
        {
            // A browser may name anything.
            return null;
        }
    }
}
