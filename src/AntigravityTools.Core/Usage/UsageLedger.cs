using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Core.Usage;

/// <summary>
/// Takes finished requests without making one wait: a bounded queue, one writer, batches. What does not fit is counted, never
/// waited for; what was taken is kept until the store has it.
/// </summary>
public sealed partial class UsageLedger : IAsyncDisposable
{
    private const int QueueSize = 65_536;
    private const int LargestBatch = 2_000;
    private const int Plenty = 1_000;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(5);

    private readonly IUsageStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<UsageLedger> _logger;
    private readonly UsageQueue _queue = new(QueueSize);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private readonly TaskCompletionSource _closing = NewSignal();
    private volatile TaskCompletionSource _news = NewSignal();
    private volatile TaskCompletionSource _hurry = NewSignal();
    private volatile TaskCompletionSource _refused = NewSignal();
    private long _dropped;

    /// <summary>Starts the writer.</summary>
    public UsageLedger(IUsageStore store, TimeProvider time, ILogger<UsageLedger> logger)
    {
        (_store, _time, _logger) = (store, time, logger);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Records that did not fit into the queue since the start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Raised after a batch is in the store.</summary>
    public event Action? Written;

    /// <summary>Raised on the ledger's own thread for every batch before it is written.</summary>
    public event Action<IReadOnlyList<RequestRecord>>? Taken;

    /// <summary>Takes a record over; false where the queue is full and the record is dropped.</summary>
    public bool TryRecord(RequestRecord record)
    {
        switch (_queue.Add(record))
        {
            case 0:
                Interlocked.Increment(ref _dropped);
                return false;
            case 1:
                _news.TrySetResult();
                break;
            case Plenty:
                // Under load records are written while they are young: those that wait outlive a garbage collection and make the next one dear.
                _hurry.TrySetResult();
                break;
            default:
                break;
        }

        return true;
    }

    /// <summary>What is recorded and on its way to the store, oldest first. A reader that asks for it first and for the store's rows then misses none, and may see some twice.</summary>
    public ImmutableArray<RequestRecord> OnTheirWay() => _queue.All();

    /// <summary>Returns when everything recorded before the call is in the store, or at once while the store refuses it: readers then see what is there.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var refused = _refused.Task;
        if (refused.IsCompleted)
        {
            return;
        }

        var finished = _queue.WhenFinished();
        if (finished.IsCompleted)
        {
            return;
        }

        _hurry.TrySetResult();
        await Task.WhenAny(finished, refused).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what is left, for at most five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Close())
        {
            return;
        }

        _closing.TrySetResult();
        _stop.CancelAfter(LastFlush);
        await _writing.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        while (await HasMoreAsync().ConfigureAwait(false))
        {
            await GatherAsync().ConfigureAwait(false);
            var batch = _queue.Take(LargestBatch);
            Taken?.Invoke(batch);
            if (await StoreAsync(batch).ConfigureAwait(false))
            {
                Written?.Invoke();
            }

            _queue.Finish();
        }
    }

    // Returns when a record waits; false where none does and none will.
    private async Task<bool> HasMoreAsync()
    {
        while (true)
        {
            _news = NewSignal();
            if (_queue.Waiting > 0)
            {
                return true;
            }

            if (_closing.Task.IsCompleted)
            {
                return false;
            }

            await Task.WhenAny(_news.Task, _closing.Task).ConfigureAwait(false);
        }
    }

    // A batch that is not full waits a moment for more, unless somebody waits for it or the ledger is closing. It sleeps through that
    // moment: waking up for each record cost the requests more than the writing itself.
    private async Task GatherAsync()
    {
        if (_queue.Waiting < Plenty && !_queue.HasMarks && !_hurry.Task.IsCompleted && !_closing.Task.IsCompleted)
        {
            using var enough = new CancellationTokenSource();
            await Task.WhenAny(_hurry.Task, _closing.Task, Task.Delay(Gathering, _time, enough.Token)).ConfigureAwait(false);
            await enough.CancelAsync().ConfigureAwait(false);
        }

        // Who hurries between this and the next line finds his records in the batch.
        if (_hurry.Task.IsCompleted)
        {
            _hurry = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Tries until the store takes the batch, or the last moment of a shutdown has passed.
    private async Task<bool> StoreAsync(IReadOnlyList<RequestRecord> batch)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await _store.AppendAsync(batch, CancellationToken.None).ConfigureAwait(false);
                _refused = tries > 0 ? NewSignal() : _refused;
                return true;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                if (tries == 0)
                {
                    _refused.TrySetResult();
                    LogStoreFailed(error, batch.Count);
                }

                if (_stop.IsCancellationRequested)
                {
                    Interlocked.Add(ref _dropped, batch.Count);
                    return false;
                }
            }

            var pause = TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 100 * Math.Pow(2, Math.Min(tries, 10))));
            await Task.Delay(pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1401, LogLevel.Error, "{Count} request records could not be stored; the ledger keeps them and tries again.")]
    private partial void LogStoreFailed(Exception error, int count);
}
