using AntigravityTools.App.Desktop;

namespace AntigravityTools.App.Tests.Desktop;

public sealed class TrayStateTests
{
    [Fact]
    public void Menu_SaysTheStateFirst_ThenWhatCanBeDone()
    {
        var state = new TrayState { Icon = TrayIcon.Running, Status = "Proxy runs", Toggle = "Stop proxy", Open = "Open window", Quit = "Quit" };
        Assert.Equal(
            [("Proxy runs", null), ("Stop proxy", TrayAction.Toggle), (null, null), ("Open window", TrayAction.Open), ("Quit", TrayAction.Quit)],
            state.Menu.Select(entry => (entry.Label, entry.Action)));
    }
}
