namespace AntigravityTools.Simulator.Scripting;

/// <summary>The scripted behaviours per credential: queued steps first, then the standing one, then normal answers.</summary>
internal sealed class BehaviourScript
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<Behaviour>> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Behaviour> _standing = new(StringComparer.Ordinal);

    public void Enqueue(string credential, IReadOnlyList<Behaviour> steps)
    {
        lock (_lock)
        {
            if (!_steps.TryGetValue(credential, out var queue))
            {
                _steps[credential] = queue = new Queue<Behaviour>();
            }
            foreach (var step in steps)
            {
                queue.Enqueue(step);
            }
        }
    }

    public void SetStanding(string credential, Behaviour behaviour)
    {
        lock (_lock) { _standing[credential] = behaviour; }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _steps.Clear();
            _standing.Clear();
        }
    }

    public Behaviour Next(IEnumerable<string> credentials, string path)
    {
        lock (_lock)
        {
            foreach (var credential in credentials)
            {
                if (_steps.TryGetValue(credential, out var queue) && queue.TryPeek(out var step) && Matches(step, path))
                {
                    return queue.Dequeue();
                }
                if (_standing.TryGetValue(credential, out var standing) && Matches(standing, path))
                {
                    return standing;
                }
            }
        }
        return new NormalReply();
    }

    private static bool Matches(Behaviour behaviour, string path) =>
        behaviour.Path is null || path.Contains(behaviour.Path, StringComparison.OrdinalIgnoreCase);
}
