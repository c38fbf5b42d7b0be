using System.Threading.Channels;
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
    private const int Plenty = 500;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(5);

    private readonly IUsageStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<UsageLedger> _logger;
    private readonly Channel<object> _queue = Channel.CreateBounded<object>(new BoundedChannelOptions(QueueSize) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private readonly TaskCompletionSource _closing = NewSignal();
    private volatile TaskCompletionSource _hurry = NewSignal();
    private volatile TaskCompletionSource _refused = NewSignal();
    private long _dropped;
    private int _waiting;

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
        if (_queue.Writer.TryWrite(record))
        {
            // Under load records are written while they are young: those that wait outlive a garbage collection and make the next one dear.
            if (Interlocked.Increment(ref _waiting) == Plenty)
            {
                _hurry.TrySetResult();
            }

            return true;
        }

        Interlocked.Increment(ref _dropped);
        return false;
    }

    /// <summary>Returns when everything recorded before the call is in the store, or at once while the store refuses it: readers then see what is there.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var refused = _refused.Task;
        if (refused.IsCompleted)
        {
            return;
        }

        var mark = NewSignal();
        await _queue.Writer.WriteAsync(mark, cancellationToken).ConfigureAwait(false);
        _hurry.TrySetResult();
        await Task.WhenAny(mark.Task, refused).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what is left, for at most five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Writer.TryComplete())
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
        var batch = new List<RequestRecord>(LargestBatch);
        var marks = new List<TaskCompletionSource>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            await GatherAsync(batch, marks).ConfigureAwait(false);
            if (batch.Count > 0)
            {
                Taken?.Invoke(batch);
            }

            if (batch.Count > 0 && await StoreAsync(batch).ConfigureAwait(false))
            {
                Written?.Invoke();
            }

            marks.ForEach(mark => mark.TrySetResult());
            batch.Clear();
            marks.Clear();
        }
    }

    // Fills a batch; one that is not full waits a moment for more, unless somebody waits for it or the ledger is closing. It sleeps
    // through that moment: waking up for each record cost the requests more than the writing itself.
    private async Task GatherAsync(List<RequestRecord> batch, List<TaskCompletionSource> marks)
    {
        Take(batch, marks);
        if (batch.Count < LargestBatch && marks.Count == 0 && !_hurry.Task.IsCompleted && !_closing.Task.IsCompleted)
        {
            using var enough = new CancellationTokenSource();
            await Task.WhenAny(_hurry.Task, _closing.Task, Task.Delay(Gathering, _time, enough.Token)).ConfigureAwait(false);
            await enough.CancelAsync().ConfigureAwait(false);
            Take(batch, marks);
        }

        // A mark that comes in between is in the queue already: the next turn takes it before it thinks of waiting.
        if (_hurry.Task.IsCompleted)
        {
            _hurry = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Take(List<RequestRecord> batch, List<TaskCompletionSource> marks)
    {
        while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var item))
        {
            if (item is RequestRecord record)
            {
                batch.Add(record);
                Interlocked.Decrement(ref _waiting);
            }
            else
            {
                marks.Add((TaskCompletionSource)item);
            }
        }
    }

    // Tries until the store takes the batch, or the last moment of a shutdown has passed.
    private async Task<bool> StoreAsync(List<RequestRecord> batch)
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
