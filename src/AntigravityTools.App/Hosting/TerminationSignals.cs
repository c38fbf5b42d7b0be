using System.Runtime.InteropServices;

namespace AntigravityTools.App.Hosting;

/// <summary>The one owner of Ctrl-C and SIGTERM. The first signal asks for an orderly end, the second ends the process as the system does.</summary>
internal sealed class TerminationSignals : IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly PosixSignalRegistration[] _registrations;

    public TerminationSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
    ];

    /// <summary>Cancelled with the first signal.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Returns with the first signal.</summary>
    public async Task WaitAsync()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _ending.Token.Register(ended.SetResult);
        await ended.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _ending.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !_ending.IsCancellationRequested;
        _ending.Cancel();
    }
}
