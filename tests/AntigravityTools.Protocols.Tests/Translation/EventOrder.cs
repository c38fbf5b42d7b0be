using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>The order that every reader promises (<see cref="StreamEvent"/>).</summary>
internal static class EventOrder
{
    internal static void Check(IReadOnlyList<StreamEvent> events)
    {
        var (open, next) = (new Dictionary<int, int>(), 0);
        var (finished, failed) = (new HashSet<int>(), 0);
        for (var i = 0; i < events.Count; i++)
        {
            Assert.True(failed == 0 || events[i] is StreamEvent.UsageReported, $"{events[i]} behind the failure");
            switch (events[i])
            {
                case StreamEvent.Started:
                    Assert.Equal(0, i);
                    break;
                case StreamEvent.BlockStarted started:
                    Assert.DoesNotContain(started.Choice, finished);
                    Assert.Equal(next++, started.Block);
                    open.Add(started.Block, started.Choice);
                    break;
                case StreamEvent.BlockEnded ended:
                    Assert.True(open.Remove(ended.Block), $"{ended} without its start");
                    break;
                case StreamEvent.TextDelta delta:
                    Assert.Contains(delta.Block, open);
                    break;
                case StreamEvent.ArgumentsDelta delta:
                    Assert.Contains(delta.Block, open);
                    break;
                case StreamEvent.CitationAdded added:
                    Assert.Contains(added.Block, open);
                    break;
                case StreamEvent.MediaProduced media:
                    Assert.Contains(media.Block, open);
                    break;
                case StreamEvent.Finished end:
                    Assert.DoesNotContain(end.Choice, open.Values);
                    Assert.True(finished.Add(end.Choice), "finished twice");
                    break;
                case StreamEvent.Failed:
                    failed++;
                    break;
            }
        }

        Assert.True(failed == 1 || finished.Count > 0, "neither Finished nor Failed");
    }
}
