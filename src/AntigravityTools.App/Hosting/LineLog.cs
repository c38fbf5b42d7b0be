using System.Buffers;
using System.Text;
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
        var details = error?.ToString();

        // The line is made before its turn to be appended, which is then as short as a copy.
        var line = ArrayPool<byte>.Shared.Rent(LogLine.LongestOf(category, message, details));
        var length = LogLine.Write(line, now, level, Colours, category, id, message, details);
        var due = Append(line.AsSpan(0, length), level);
        ArrayPool<byte>.Shared.Return(line);
        if (due is { } wait)
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    // When the timer is to be set anew.
    private TimeSpan? Append(ReadOnlySpan<byte> line, LogLevel level)
    {
        lock (_pen)
        {
            if (_pending.WrittenCount > MostPending)
            {
                _lost++;
                return null;
            }

            _pending.Write(line);
            if (level < LogLevel.Warning && _isDue)
            {
                return null;
            }

            _isDue = true;
            return level >= LogLevel.Warning ? TimeSpan.Zero : Gathering;
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
                    Encoding.UTF8.GetBytes(FormattableString.Invariant($"{_lost} log lines were lost because their reader is too slow.\n"), _written);
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
