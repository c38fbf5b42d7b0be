using System.Buffers;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>
/// The program's log: one line per event, gathered in memory and written together a moment later, or at once from a warning on. A line
/// per system call, and a thread woken for each, cost more than the request that the line is about (bench/results).
/// </summary>
internal sealed class LineLog : ILoggerProvider
{
    private const int MostPending = 4 << 20;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private readonly Stream _output;
    private readonly TimeProvider _time;
    private readonly Lock _pen = new();
    private readonly Lock _door = new();
    private readonly ITimer _timer;
    private ArrayBufferWriter<byte> _pending = new(16 << 10);
    private ArrayBufferWriter<byte> _written = new(16 << 10);
    private bool _isDue;
    private long _lost;

    /// <summary>Writes UTF-8 to a stream, which stays the caller's.</summary>
    public LineLog(Stream output, TimeProvider time, bool colours)
    {
        (_output, _time, Colours) = (output, time, colours);
        _timer = time.CreateTimer(static log => ((LineLog)log!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True where levels are coloured, as on a terminal.</summary>
    internal bool Colours { get; }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    /// <summary>Takes a line over. A reader that is too slow loses lines, and is told how many; it never holds up a request.</summary>
    internal void Add(LogLevel level, string category, int id, string message, Exception? error)
    {
        var now = _time.GetLocalNow();
        TimeSpan? due = null;
        lock (_pen)
        {
            if (_pending.WrittenCount > MostPending)
            {
                _lost++;
                return;
            }

            LogLine.Append(_pending, now, level, Colours, category, id, message, error);
            if (level >= LogLevel.Warning || !_isDue)
            {
                due = level >= LogLevel.Warning ? TimeSpan.Zero : Gathering;
                _isDue = true;
            }
        }

        if (due is { } wait)
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Writes what is left.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Flush();
    }

    private void Flush()
    {
        lock (_door)
        {
            lock (_pen)
            {
                (_pending, _written, _isDue) = (_written, _pending, false);
                if (_lost > 0)
                {
                    LogLine.Append(_written, FormattableString.Invariant($"{_lost} log lines were lost because their reader is too slow.\n"));
                    _lost = 0;
                }
            }

            try
            {
                _output.Write(_written.WrittenSpan);
                _output.Flush();
            }
            catch (IOException)
            {
                // Nobody reads the log any more; the gateway goes on without one.
            }

            _written.ResetWrittenCount();
        }
    }
}
