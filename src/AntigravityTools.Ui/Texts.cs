using System.Globalization;
using System.Resources;
using AntigravityTools.Core.Management;

namespace AntigravityTools.Ui;

/// <summary>The texts of the pages in the language of the settings; <c>system</c> is the browser's.</summary>
public sealed class Texts(ConfigCommands config)
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
        _ => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName switch { "ko" => Korean, "zh" => Chinese, _ => CultureInfo.CurrentUICulture },
    };

    /// <summary>A text by its key.</summary>
    public string this[string key] => _resources.GetString(key, Culture) ?? key;

    /// <summary>A text with its placeholders filled.</summary>
    public string Format(string key, params object?[] values) => string.Format(Culture, this[key], values);
}
