using System.Collections.Immutable;
using System.Threading.Channels;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Monitoring;

/// <summary>A watcher's view of the live feed. Disposing ends it.</summary>
public sealed class LiveSubscription : IDisposable
{
    private readonly Action _leave;

    internal LiveSubscription(ImmutableArray<RequestRecord> recent, long sequence, ChannelReader<LiveItem> news, Action leave)
    {
        (Recent, Sequence, News, _leave) = (recent, sequence, news, leave);
    }

    /// <summary>The latest requests at the start, newest first.</summary>
    public ImmutableArray<RequestRecord> Recent { get; }

    /// <summary>The sequence number of the newest of <see cref="Recent"/>.</summary>
    public long Sequence { get; }

    /// <summary>What came since.</summary>
    public ChannelReader<LiveItem> News { get; }

    /// <inheritdoc/>
    public void Dispose() => _leave();
}
