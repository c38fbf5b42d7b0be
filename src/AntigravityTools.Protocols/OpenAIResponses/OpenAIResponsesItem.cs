using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>One output item being read. Events name it by its place: some providers change its id on every event.</summary>
internal sealed class OpenAIResponsesItem(int index)
{
    private readonly List<OpenAIResponsesRun> _runs = [];

    /// <summary>Its place in the output.</summary>
    internal int Index { get; } = index;

    /// <summary>Its id as first named.</summary>
    internal string? Id { get; set; }

    /// <summary>Its type; empty until it is named.</summary>
    internal string Type { get; set; } = "";

    /// <summary>True once the whole item came.</summary>
    internal bool IsDone { get; set; }

    /// <summary>A summary or the reasoning itself, whichever came first; the other one would say it twice.</summary>
    internal string? ReasoningForm { get; set; }

    /// <summary>The summary part that text came for last.</summary>
    internal int LastPart { get; set; }

    /// <summary>True for a call that stands for several, which are told apart once it is whole.</summary>
    internal bool IsWrapper { get; set; }

    /// <summary>The run of a part, or null.</summary>
    internal OpenAIResponsesRun? Find(int part)
    {
        foreach (var run in _runs)
        {
            if (run.Part == part)
            {
                return run;
            }
        }

        return null;
    }

    /// <summary>Starts a run.</summary>
    internal OpenAIResponsesRun Start(int part, StreamEvent.BlockStarted started, List<StreamEvent> events)
    {
        var run = new OpenAIResponsesRun(part, started.Kind, started.Block);
        _runs.Add(run);
        events.Add(started);
        return run;
    }

    /// <summary>Ends every run that is open.</summary>
    internal void EndAll(List<StreamEvent> events)
    {
        foreach (var run in _runs)
        {
            run.End(null, events);
        }
    }
}
