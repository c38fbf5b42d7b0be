using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Core.Management;

/// <summary>Captured bodies: switched on for a time and a size, looked at, exported, removed.</summary>
public sealed class CaptureCommands(BodyCapture capture, ICaptureStore store)
{
    private const double LongestMinutes = 24 * 60;
    private const long MostBytes = 1L << 30;

    /// <summary>How long a session lasts where nothing is said, in minutes.</summary>
    public const double UsualMinutes = 15;

    /// <summary>What a session may take where nothing is said, in bytes.</summary>
    public const long UsualBytes = 64L << 20;

    /// <summary>True while bodies are captured.</summary>
    public bool IsOn => capture.IsOn;

    /// <summary>Whether it is on, and what is kept.</summary>
    public Task<CaptureStatus> StatusAsync(CancellationToken cancellationToken) => capture.StatusAsync(cancellationToken);

    /// <summary>Captures from now on; nothing happens where the numbers do not fit.</summary>
    public ImmutableArray<FieldError> Start(double? minutes, long? maxBytes)
    {
        var (length, most) = (minutes ?? UsualMinutes, maxBytes ?? UsualBytes);
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (length is not (> 0 and <= LongestMinutes))
        {
            errors.Add(new("minutes", $"minutes must be more than 0 and at most {LongestMinutes}."));
        }

        if (most is < 1 or > MostBytes)
        {
            errors.Add(new("max_bytes", $"max_bytes must be a whole number from 1 to {MostBytes}."));
        }

        if (errors.Count == 0)
        {
            capture.Start(TimeSpan.FromMinutes(length), most);
        }

        return errors.ToImmutable();
    }

    /// <summary>Captures nothing more; what is kept stays until it is removed or a day old.</summary>
    public void Stop() => capture.Stop();

    /// <summary>The bodies of a request; null where they were not captured.</summary>
    public async Task<CapturedExchange?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await capture.FlushAsync(cancellationToken).ConfigureAwait(false);
        return await store.FindAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Every capture, oldest first, read one by one.</summary>
    public async IAsyncEnumerable<CapturedExchange> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await capture.FlushAsync(cancellationToken).ConfigureAwait(false);
        foreach (var id in await store.IdsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>Removes the bodies of one request; false where there are none.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await capture.FlushAsync(cancellationToken).ConfigureAwait(false);
        return await store.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes all bodies.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await capture.FlushAsync(cancellationToken).ConfigureAwait(false);
        await store.DeleteOlderAsync(DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls back after a switch, and after something was kept, until disposed.</summary>
    public IDisposable OnChanged(Action callback)
    {
        capture.Changed += callback;
        return new Subscription(() => capture.Changed -= callback);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
