using System.IO.Pipes;
using System.Security.Cryptography;
using System.Text;
using AntigravityTools.App.Platform;

namespace AntigravityTools.App.Desktop;

/// <summary>Lets a second <c>desktop</c> on the same data directory raise the window of the first, over a pipe that only this user may open.</summary>
internal sealed class InstanceSignal : IAsyncDisposable
{
    private const byte Show = (byte)'s';
    private const int PatienceMilliseconds = 2000;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _listening;

    /// <summary>Listens; <paramref name="raise"/> is called for every second start.</summary>
    public InstanceSignal(DataDirectory directory, Action raise) => _listening = ListenAsync(NameOf(directory), raise, _ending.Token);

    /// <summary>Asks the first to show its window; false where nobody listens.</summary>
    public static async Task<bool> RaiseAsync(DataDirectory directory, CancellationToken cancellationToken)
    {
        var pipe = new NamedPipeClientStream(".", NameOf(directory), PipeDirection.InOut, PipeOptions.CurrentUserOnly | PipeOptions.Asynchronous);
        await using (pipe.ConfigureAwait(false))
        {
            try
            {
                await pipe.ConnectAsync(PatienceMilliseconds, cancellationToken).ConfigureAwait(false);
                await pipe.WriteAsync(new[] { Show }, cancellationToken).ConfigureAwait(false);
                return await pipe.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 1;
            }
            catch (Exception error) when (error is TimeoutException or IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        _ending.Dispose();
    }

    private static async Task ListenAsync(string name, Action raise, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.CurrentUserOnly | PipeOptions.Asynchronous);
                await using (pipe.ConfigureAwait(false))
                {
                    await pipe.WaitForConnectionAsync(cancellationToken).ConfigureAwait(false);
                    var word = new byte[1];
                    if (await pipe.ReadAsync(word, cancellationToken).ConfigureAwait(false) == 1 && word[0] == Show)
                    {
                        raise();
                        await pipe.WriteAsync(word, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (IOException)
            {
                // The other side hung up; the next one gets a fresh pipe.
            }
        }
    }

    private static string NameOf(DataDirectory directory) =>
        "antigravity-tools-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory.Path)).AsSpan(0, 8));
}
