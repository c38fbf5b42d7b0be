using System.Collections.Immutable;
using System.Text;

namespace AntigravityTools.Protocols.Model;

/// <summary>A whole answer: the events of a stream, folded. Response writers work from it, so that streamed and whole answers are one path.</summary>
public sealed class Answer
{
    private readonly List<Open> _blocks = [];

    private Answer()
    {
    }

    /// <summary>The upstream's id; empty where it gave none.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The model that answered; empty where the upstream did not say.</summary>
    public string Model { get; private set; } = "";

    /// <summary>The blocks in order of appearance.</summary>
    public ImmutableArray<AnswerBlock> Blocks { get; private set; } = [];

    /// <summary>How each choice ended, in order of choice.</summary>
    public ImmutableArray<StreamEvent.Finished> Finished { get; private set; } = [];

    /// <summary>The last usage reported.</summary>
    public TokenUsage Usage { get; private set; } = TokenUsage.Unknown;

    /// <summary>Folds events that follow the order of <see cref="StreamEvent"/>.</summary>
    public static Answer Fold(IReadOnlyList<StreamEvent> events)
    {
        var answer = new Answer();
        var finished = ImmutableArray.CreateBuilder<StreamEvent.Finished>(1);
        foreach (var item in events)
        {
            answer.Add(item, finished);
        }

        answer.Blocks = [.. answer._blocks.Select(block => block.ToBlock())];
        answer.Finished = [.. finished.OrderBy(end => end.Choice)];
        return answer;
    }

    private void Add(StreamEvent item, ImmutableArray<StreamEvent.Finished>.Builder finished)
    {
        switch (item)
        {
            case StreamEvent.Started started:
                (Id, Model) = (started.Id, started.Model);
                break;
            case StreamEvent.BlockStarted start:
                _blocks.Add(new Open(start));
                break;
            case StreamEvent.TextDelta delta:
                Find(delta.Block)?.Text.Append(delta.Text);
                break;
            case StreamEvent.ArgumentsDelta delta:
                Find(delta.Block)?.Text.Append(delta.Json);
                break;
            case StreamEvent.CitationAdded added:
                Find(added.Block)?.Citations.Add(added.Citation);
                break;
            case StreamEvent.LogprobsAdded added:
                Find(added.Block)?.Logprobs.Add(added.Tokens);
                break;
            case StreamEvent.MediaProduced produced when Find(produced.Block) is { } block:
                block.Media = produced.Media;
                break;
            case StreamEvent.BlockEnded end when Find(end.Block) is { } block:
                block.Signature = end.Signature ?? block.Signature;
                break;
            case StreamEvent.UsageReported report:
                Usage = report.Usage;
                break;
            case StreamEvent.Finished end:
                finished.Add(end);
                break;
        }
    }

    private Open? Find(int block) => _blocks.Find(open => open.Start.Block == block);

    private sealed class Open(StreamEvent.BlockStarted start)
    {
        public StreamEvent.BlockStarted Start { get; } = start;

        public StringBuilder Text { get; } = new();

        public ImmutableArray<Citation>.Builder Citations { get; } = ImmutableArray.CreateBuilder<Citation>();

        public ImmutableArray<RawJson>.Builder Logprobs { get; } = ImmutableArray.CreateBuilder<RawJson>();

        public Part.Media? Media { get; set; }

        public string? Signature { get; set; } = start.Signature;

        public AnswerBlock ToBlock() => new()
        {
            Kind = Start.Kind,
            Choice = Start.Choice,
            Text = Text.ToString(),
            ToolCallId = Start.ToolCallId,
            ToolName = Start.ToolName,
            Namespace = Start.Namespace,
            Signature = Signature,
            Citations = Citations.ToImmutable(),
            Logprobs = Logprobs.ToImmutable(),
            Media = Media,
        };
    }
}
