using System.Security.Cryptography;
using System.Text;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Answers;

/// <summary>Remembers prompt prefixes per credential and model, so that a repeated one is reported as read from the cache.</summary>
internal sealed class PrefixMemory(int minimumTokens)
{
    private const int MaximumPrefixes = 20_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public AnswerUsage Measure(string credential, Prompt prompt, Answer answer)
    {
        var total = Math.Max(1, prompt.Tokens);
        var (read, stable) = prompt.Caches ? Look(credential, prompt) : (0, 0);
        var reasoning = TokenCount.Of(answer.Reasoning);
        var output = reasoning + TokenCount.Of(answer.Text) + TokenCount.Of(answer.Refusal)
            + answer.ToolCalls.Sum(call => 8 + TokenCount.Of(call.Name) + TokenCount.Of(call.Arguments));
        return new AnswerUsage(total, Math.Max(1, output))
        {
            CacheReadTokens = read,
            CacheWriteTokens = stable >= minimumTokens ? Math.Max(0, stable - read) : 0,
            ReasoningTokens = reasoning,
        };
    }

    /// <summary>Tokens of the longest prefix seen before, and of everything but the last segment.</summary>
    private (int Read, int Stable) Look(string credential, Prompt prompt)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(credential + "\n" + prompt.Model));
        var (tokens, read, stable) = (0, 0, 0);
        lock (_lock)
        {
            for (var index = 0; index < prompt.Segments.Count; index++)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(prompt.Segments[index]));
                tokens += TokenCount.Of(prompt.Segments[index]);
                stable = index < prompt.Segments.Count - 1 ? tokens : stable;
                if (!Remember(Convert.ToHexString(hash.GetCurrentHash())) && tokens >= minimumTokens)
                {
                    read = tokens;
                }
            }
        }
        return (read, Math.Max(stable, read));
    }

    private bool Remember(string prefix)
    {
        if (!_seen.Add(prefix))
        {
            return false;
        }
        _order.Enqueue(prefix);
        if (_order.Count > MaximumPrefixes)
        {
            _seen.Remove(_order.Dequeue());
        }
        return true;
    }
}
