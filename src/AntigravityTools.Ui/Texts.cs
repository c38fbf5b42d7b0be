using System.Globalization;
using System.Resources;
using AntigravityTools.Core.Management;

namespace AntigravityTools.Ui;

/// <summary>The texts of the pages in the language of the settings; <c>system</c> is the browser's.</summary>
/// <param name="config">The settings.</param>
/// <param name="browser">The browser's language where the request at hand does not carry it.</param>
public sealed class Texts(ConfigCommands config, CultureInfo? browser = null)
{
    private readonly ResourceManager _resources = new("AntigravityTools.Ui.Resources.Strings", typeof(Texts).Assembly);

    private static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    private static CultureInfo Korean { get; } = CultureInfo.GetCultureInfo("ko");

    private static CultureInfo Chinese { get; } = CultureInfo.GetCultureInfo("zh-Hans");

    /// <summary>The culture in use.</summary>
    public CultureInfo Culture => config.Current.Language switch
    {
        "en" => English,
        "ko" => Korean,
        "zh" => Chinese,
        _ => Browser.TwoLetterISOLanguageName switch { "ko" => Korean, "zh" => Chinese, _ => Browser },
    };

    private CultureInfo Browser => browser ?? CultureInfo.CurrentUICulture;

    /// <summary>A text by its key.</summary>
    public string this[string key] => _resources.GetString(key, Culture) ?? key;

    /// <summary>A text by a key that may not be there, such as one made of a provider's word.</summary>
    public string? Find(string key) => _resources.GetString(key, Culture);

    /// <summary>A text with its placeholders filled.</summary>
    public string Format(string key, params object?[] values) => string.Format(Culture, this[key], values);
}
