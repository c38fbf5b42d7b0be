namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>A part that ships with the program, and under which terms.</summary>
/// <param name="Part">Its name.</param>
/// <param name="Terms">The licence's SPDX identifier.</param>
/// <param name="Home">Where it comes from.</param>
public sealed record Licence(string Part, string Terms, string Home)
{
    /// <summary>All parts that ship.</summary>
    public static IReadOnlyList<Licence> All { get; } =
    [
        new(".NET and ASP.NET Core", "MIT", "https://github.com/dotnet"),
        new("MudBlazor", "MIT", "https://github.com/MudBlazor/MudBlazor"),
        new("Microsoft.Data.Sqlite", "MIT", "https://github.com/dotnet/efcore"),
        new("SQLitePCLRaw", "Apache-2.0", "https://github.com/ericsink/SQLitePCL.raw"),
        new("SQLite", "blessing", "https://sqlite.org"),
        new("OpenTelemetry .NET", "Apache-2.0", "https://github.com/open-telemetry/opentelemetry-dotnet"),
        new("Microsoft.Web.WebView2 (Windows)", "BSD-3-Clause", "https://www.nuget.org/packages/Microsoft.Web.WebView2"),
        new("System.CommandLine", "MIT", "https://github.com/dotnet/command-line-api"),
    ];
}
