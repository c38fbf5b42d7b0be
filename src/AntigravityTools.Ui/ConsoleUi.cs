using AntigravityTools.Ui.Layout;
using AntigravityTools.Ui.Pages.Accounts;
using AntigravityTools.Ui.Pages.ApiProxy;
using AntigravityTools.Ui.Pages.Dashboard;
using AntigravityTools.Ui.Pages.Monitor;
using AntigravityTools.Ui.Pages.Settings;
using AntigravityTools.Ui.Pages.TokenStats;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace AntigravityTools.Ui;

/// <summary>Adds the pages to a console listener; who may see them is the listener's business.</summary>
public static class ConsoleUi
{
    /// <summary>Registers what the pages need beside the management classes.</summary>
    public static IServiceCollection AddConsoleUi(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services.AddPages();
    }

    /// <summary>What the pages need of a service provider, however they are rendered.</summary>
    internal static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddMudServices();
        services.AddScoped<Texts>();
        services.AddSingleton<FirstSteps>();
        services.AddTransient<DashboardViewModel>().AddTransient<AccountsViewModel>().AddTransient<ApiProxyViewModel>();
        services.AddTransient<MonitorViewModel>().AddTransient<TokenStatsViewModel>().AddTransient<SettingsViewModel>();
        return services;
    }

    /// <summary>Has everything that is added after it speak the browser's language, where the settings name none.</summary>
    public static WebApplication UseConsoleLanguage(this WebApplication application)
    {
        application.UseRequestLocalization("en", "ko", "zh-Hans", "zh");
        return application;
    }

    /// <summary>Serves the pages and their static files.</summary>
    public static WebApplication MapConsoleUi(this WebApplication application)
    {
        application.UseAntiforgery();
        application.MapStaticAssets();
        application.MapRazorComponents<Root>().AddInteractiveServerRenderMode();
        return application;
    }
}
