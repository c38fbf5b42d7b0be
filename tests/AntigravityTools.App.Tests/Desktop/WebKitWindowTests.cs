using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using AntigravityTools.App.Desktop;
using AntigravityTools.App.Desktop.Gtk;

namespace AntigravityTools.App.Tests.Desktop;

/// <summary>The native window by itself, on a display without a screen. The toolkit can be begun once in a process, so there is one test.</summary>
public sealed partial class WebKitWindowTests
{
    [Fact]
    public async Task Closing_HidesTheWindow_PresentingShowsItAgain_AndItsSizeIsTold()
    {
        await using var display = await VirtualDisplay.StartAsync();
        foreach (var (name, value) in display.Variables)
        {
            // The toolkit reads the process' own environment, which the runtime keeps apart from its copy.
            Assert.Equal(0, SetVariable(name, value, 1));
        }

        var sizes = new ConcurrentQueue<WindowSize>();
        var (loaded, hidden) = (NewSignal(), NewSignal());
        using var window = new WebKitWindow(new WindowSize(700, 500), new WindowHooks
        {
            Loaded = _ => loaded.TrySetResult(),
            Resized = sizes.Enqueue,
            Hidden = () => hidden.TrySetResult(),
            Noted = _ => { },
            OpenOutside = _ => { },
            Chosen = _ => { },
        }, display.Folder);
        var running = Task.Factory.StartNew(
            () => window.Run(() => window.ShowPage("<h1>Hello</h1>")), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAny(loaded.Task, running).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        Assert.True(await OnThreadAsync(() => window.IsVisible));

        window.Resize(820, 640);
        window.Close();
        await hidden.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.False(await OnThreadAsync(() => window.IsVisible));
        Assert.False(running.IsCompleted);

        window.Present();
        Assert.True(await OnThreadAsync(() => window.IsVisible));
        window.Quit();
        Assert.Null(await running.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.True(sizes.Last().IsSensible);
    }

    private static async Task<T> OnThreadAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        WebKitWindow.Post(() => answer.SetResult(question()));
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
