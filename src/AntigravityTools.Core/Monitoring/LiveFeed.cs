using System.Collections.Immutable;
using System.Threading.Channels;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Monitoring;

/// <summary>The latest requests, and a signal for those who watch. A slow watcher loses the oldest news, never slows a request.</summary>
public sealed class LiveFeed
{
    private const int Kept = 200;
    private const int Backlog = 256;

    private readonly Lock _lock = new();
    private readonly Queue<RequestRecord> _recent = new(Kept);
    private ImmutableArray<ChannelWriter<LiveItem>> _watchers = [];
    private long _sequence;

    /// <summary>Tells everyone who watches.</summary>
    public void Publish(RequestRecord record)
    {
        lock (_lock)
        {
            if (_recent.Count == Kept)
            {
                _recent.Dequeue();
            }

            _recent.Enqueue(record);
            var item = new LiveItem(++_sequence, record);
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(item);
            }
        }

        Published?.Invoke();
    }

    /// <summary>Watches from now on; the snapshot and the news neither overlap nor leave a gap.</summary>
    public LiveSubscription Watch()
    {
        var channel = Channel.CreateBounded<LiveItem>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            _watchers = _watchers.Add(channel.Writer);
            return new LiveSubscription([.. _recent.Reverse()], _sequence, channel.Reader, () => Leave(channel.Writer));
        }
    }

    /// <summary>Calls back after each request until disposed; the callback must be quick and must not throw.</summary>
    public IDisposable OnPublished(Action callback)
    {
        Published += callback;
        return new Callback(() => Published -= callback);
    }

    private event Action? Published;

    private sealed class Callback(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }

    private void Leave(ChannelWriter<LiveItem> writer)
    {
        lock (_lock)
        {
            _watchers = _watchers.Remove(writer);
        }

        writer.TryComplete();
    }
}
