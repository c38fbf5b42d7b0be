using System.Text;
using AntigravityTools.App.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.App.Tests.Hosting;

public sealed class LineLogTests : IDisposable
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly MemoryStream _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void InformationLine_IsWrittenWithItsNeighboursAMomentLater()
    {
        using var log = new LineLog(_output, _time, colours: false);
        var logger = log.CreateLogger("Some.Category");
        Log(logger, LogLevel.Information, "first");
        Log(logger, LogLevel.Information, "second");
        Assert.Equal(0, _output.Length);

        _time.Advance(Gathering);

        Assert.Equal("03:04:05.000 info: Some.Category[7] first\n03:04:05.000 info: Some.Category[7] second\n", Written);
    }

    [Fact]
    public void LineAfterAFlush_IsWrittenToo()
    {
        using var log = new LineLog(_output, _time, colours: false);
        Log(log.CreateLogger("C"), LogLevel.Information, "first");
        _time.Advance(Gathering);
        Log(log.CreateLogger("C"), LogLevel.Information, "second");
        _time.Advance(Gathering);

        Assert.EndsWith("second\n", Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Warning_IsWrittenAtOnce()
    {
        using var log = new LineLog(_output, _time, colours: true);
        Log(log.CreateLogger("C"), LogLevel.Warning, "now");
        _time.Advance(TimeSpan.Zero);

        Assert.Contains("\e[33mwarn\e[39m: C[7] now", Written, StringComparison.Ordinal);
    }

    [Fact]
    public void LineBreaks_CanNotForgeALine()
    {
        using var log = new LineLog(_output, _time, colours: false);
        log.CreateLogger("C").Log(LogLevel.Error, new EventId(7), "a\r\nb", new IOException("c\nd"), static (state, _) => state);
        _time.Advance(Gathering);

        Assert.Equal(1, Written.Count(letter => letter == '\n'));
        Assert.Contains("a b System.IO.IOException: c d", Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_WritesWhatIsLeft()
    {
        using (var log = new LineLog(_output, _time, colours: false))
        {
            Log(log.CreateLogger("C"), LogLevel.Information, "last");
        }

        Assert.EndsWith("last\n", Written, StringComparison.Ordinal);
    }

    [Fact]
    public void LinesBeyondTheLimit_AreCountedInPlaceOfBeingKept()
    {
        using var log = new LineLog(_output, _time, colours: false);
        var logger = log.CreateLogger("C");
        Log(logger, LogLevel.Information, new string('x', 5 << 20));
        Log(logger, LogLevel.Information, "lost");
        _time.Advance(Gathering);

        Assert.DoesNotContain("lost\n", Written, StringComparison.Ordinal);
        Assert.EndsWith("1 log lines were lost because their reader is too slow.\n", Written, StringComparison.Ordinal);
    }

    private string Written => Encoding.UTF8.GetString(_output.ToArray());

    private static void Log(ILogger logger, LogLevel level, string text) =>
        logger.Log(level, new EventId(7), text, null, static (state, _) => state);
}
