using System.Threading.Channels;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Core.Monitoring;

/// <summary>
/// Keeps the bodies of requests while the user wants it, for a time and a size. Off by default. A request never waits for it: what the
/// bounded queue has no room for is counted and not kept. Redacting, encrypting and writing happen in one task of its own.
/// </summary>
public sealed partial class BodyCapture : IAsyncDisposable
{
    /// <summary>The most that is kept of one body, in bytes.</summary>
    public const int MostOfABody = 4 << 20;

    private const int QueueSize = 1_024;
    private const long MostWaiting = 64 << 20;
    private const int LargestBatch = 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private readonly ICaptureStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<BodyCapture> _logger;
    private readonly CaptureRedactor _redactor;
    private readonly Channel<object> _queue = Channel.CreateBounded<object>(new BoundedChannelOptions(QueueSize) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private readonly Task _expiring;
    private volatile CaptureSession? _session;
    private long _waiting;
    private long _dropped;

    /// <summary>Begins, off. <paramref name="secrets"/> are those that are known by name: credentials and keys.</summary>
    public BodyCapture(ICaptureStore store, Func<IEnumerable<string>> secrets, TimeProvider time, ILogger<BodyCapture> logger)
    {
        (_store, _time, _logger, _redactor) = (store, time, logger, new CaptureRedactor(secrets));
        _writing = Task.Run(WriteAsync);
        _expiring = Task.Run(() => Periodic.RunAsync(DeleteOldAsync, Period, _time, atOnce: true, _stop.Token));
    }

    /// <summary>True while bodies are captured.</summary>
    public bool IsOn => _session is { } session && session.IsOpen(_time.GetUtcNow());

    /// <summary>Raised when it is switched, and after something was kept.</summary>
    public event Action? Changed;

    /// <summary>Captures from now on, for a time and a number of bytes; a session under way is replaced.</summary>
    public void Start(TimeSpan length, long maxBytes)
    {
        _session = new CaptureSession(_time.GetUtcNow() + length, maxBytes);
        Changed?.Invoke();
    }

    /// <summary>Captures nothing more; what is kept stays.</summary>
    public void Stop()
    {
        _session = null;
        Changed?.Invoke();
    }

    /// <summary>Whether it is on, and what is kept.</summary>
    public async Task<CaptureStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var (count, bytes) = await _store.SizeAsync(cancellationToken).ConfigureAwait(false);
        var session = IsOn ? _session : null;
        return new CaptureStatus
        {
            IsOn = session is not null,
            Until = session?.Until,
            MaxBytes = session?.MaxBytes,
            UsedBytes = session?.UsedBytes ?? 0,
            Dropped = Interlocked.Read(ref _dropped),
            Kept = count,
            KeptBytes = bytes,
        };
    }

    /// <summary>Returns when everything captured before the call is in the store.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync(mark, cancellationToken).ConfigureAwait(false);
        await mark.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete())
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await _writing.ConfigureAwait(false);
            await _expiring.ConfigureAwait(false);
            _stop.Dispose();
        }
    }

    /// <summary>Takes a finished exchange over, or counts it as dropped.</summary>
    internal void Keep(CapturedBytes bytes)
    {
        if (!IsOn)
        {
            // It ended while the request ran.
            return;
        }

        if (Interlocked.Add(ref _waiting, bytes.HeldBytes) > MostWaiting || !_queue.Writer.TryWrite(bytes))
        {
            Interlocked.Add(ref _waiting, -bytes.HeldBytes);
            Interlocked.Increment(ref _dropped);
        }
    }

    private async Task WriteAsync()
    {
        var batch = new List<CapturedExchange>(LargestBatch);
        var marks = new List<TaskCompletionSource>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var item))
            {
                if (item is CapturedBytes bytes)
                {
                    batch.Add(_redactor.Redact(bytes));
                    Interlocked.Add(ref _waiting, -bytes.HeldBytes);
                }
                else
                {
                    marks.Add((TaskCompletionSource)item);
                }
            }

            await StoreAsync(batch).ConfigureAwait(false);
            marks.ForEach(mark => mark.TrySetResult());
            batch.Clear();
            marks.Clear();
        }
    }

    // The share of the session may be passed by the batch under way, never by the next one.
    private async Task StoreAsync(List<CapturedExchange> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            var bytes = await _store.AddAsync(batch, CancellationToken.None).ConfigureAwait(false);
            _session?.Use(bytes);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Interlocked.Add(ref _dropped, batch.Count);
            LogStoreFailed(error, batch.Count);
        }

        Changed?.Invoke();
    }

    private async Task DeleteOldAsync()
    {
        try
        {
            await _store.DeleteOlderAsync(_time.GetUtcNow() - Lifetime, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException and not OutOfMemoryException)
        {
            LogExpiryFailed(error);
        }
    }

    [LoggerMessage(1403, LogLevel.Error, "{Count} captured requests could not be stored and are lost.")]
    private partial void LogStoreFailed(Exception error, int count);

    [LoggerMessage(1404, LogLevel.Warning, "Captured bodies older than a day could not be removed; the next try is in ten minutes.")]
    private partial void LogExpiryFailed(Exception error);
}
