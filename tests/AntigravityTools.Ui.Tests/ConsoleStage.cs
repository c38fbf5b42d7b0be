using AntigravityTools.App.Hosting;
using AntigravityTools.Core.Management;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;

namespace AntigravityTools.Ui.Tests;

/// <summary>The pages on a real gateway, which keeps nothing on disk unless it is asked to, with the simulator as its provider. The proxy is stopped at first.</summary>
internal sealed class ConsoleStage : IAsyncDisposable
{
    private readonly Premises _premises;

    private ConsoleStage(Premises premises, GatewayParts parts, string home)
    {
        (_premises, Parts, Home) = (premises, parts, home);
        Bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        parts.Register(Bunit.Services);
        Bunit.Services.AddSingleton(TimeProvider.System);
        Bunit.Services.AddPages();
    }

    public BunitContext Bunit { get; } = new();

    public GatewayParts Parts { get; }

    /// <summary>The home directory in which client programs keep their settings; empty at first.</summary>
    public string Home { get; }

    /// <summary>Where clients reach the proxy, once it has been started.</summary>
    public Uri ProxyUrl => new(Parts.ProxyControl.Status.Url!);

    public NavigationManager Navigation => Bunit.Services.GetRequiredService<NavigationManager>();

    public static async Task<ConsoleStage> StartAsync(bool desktop = false, bool onDisk = false)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var home = Directory.CreateTempSubdirectory("console-stage-").FullName;
        var options = new GatewayOptions { Ephemeral = !onDisk, DataDirectory = Path.Combine(home, "gateway"), Demo = true, Desktop = desktop, Port = 0, ConsolePort = 0, Environment = new Dictionary<string, string> { ["HOME"] = home } };
        var (premises, error) = await Premises.OpenAsync(options, TimeProvider.System, cancellationToken);
        Assert.Null(error);
        var parts = await GatewayParts.StartAsync(premises!, demo: true, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        return new ConsoleStage(premises!, parts, home);
    }

    /// <summary>A service of the pages.</summary>
    public T Get<T>()
        where T : notnull => Bunit.Services.GetRequiredService<T>();

    /// <summary>Renders a page as the layout does, with the places where dialogs and messages appear; returns when what it is to show is there.</summary>
    public IRenderedComponent<IComponent> Open<TPage>(string address, string shows = "h1")
        where TPage : IComponent
    {
        Navigation.NavigateTo(address);
        var page = Bunit.Render(builder =>
        {
            builder.OpenComponent<MudPopoverProvider>(0);
            builder.CloseComponent();
            builder.OpenComponent<MudDialogProvider>(1);
            builder.CloseComponent();
            builder.OpenComponent<MudSnackbarProvider>(2);
            builder.CloseComponent();
            builder.OpenComponent<TPage>(3);
            builder.CloseComponent();
        });
        page.WaitForElement(shows, TimeSpan.FromSeconds(10));
        return page;
    }

    /// <summary>Adds an account that the simulator serves.</summary>
    public async Task<AccountView> AddAccountAsync(string name, string key = "sk-stage-0123456789")
    {
        var draft = new AccountDraft { Provider = "simulator", Name = name, Auth = new AuthDraft { Type = "api_key", ApiKey = key } };
        var result = await Parts.Accounts.AddAsync(draft, TestContext.Current.CancellationToken);
        Assert.Empty(result.Errors);
        return result.Account!;
    }

    /// <summary>Starts the proxy and sends one chat request through it.</summary>
    public async Task AskAsync(string model = "gpt-5.4")
    {
        if (Parts.ProxyControl.Status.State != "running")
        {
            Assert.Null((await Parts.ProxyControl.StartAsync(TestContext.Current.CancellationToken)).Error);
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = ProxyUrl };
        using var body = new StringContent($$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hello"}]}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/v1/chat/completions", body, TestContext.Current.CancellationToken);
        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Bunit.DisposeAsync();
        await Parts.DisposeAsync();
        await _premises.DisposeAsync();
        Directory.Delete(Home, recursive: true);
    }
}
