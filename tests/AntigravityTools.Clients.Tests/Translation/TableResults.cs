using System.Collections.Concurrent;
using System.Text;
using AntigravityTools.Testing;

namespace AntigravityTools.Clients.Tests.Translation;

/// <summary>Collects the table; prints it, and writes it to <c>bench/results/translation-table.md</c> where <c>ANTIGRAVITY_WRITE_TABLE</c> is 1.</summary>
public sealed class TableResults : IDisposable
{
    private readonly ConcurrentDictionary<(string Inbound, string Upstream), IReadOnlyDictionary<string, string>> _rows = [];

    /// <summary>Adds a row: an outcome per case.</summary>
    internal void Add(string inbound, string upstream, IReadOnlyDictionary<string, string> outcomes) => _rows[(inbound, upstream)] = outcomes;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rows.IsEmpty)
        {
            return;
        }

        var text = new StringBuilder("# Translation, driven by the vendors' SDKs\n\n")
            .Append("Written by `TranslationTableTests` against the simulator, which checks signatures and their owners. ✓ works; – has no equivalent, see below.\n\n")
            .Append("| Client | Provider |").AppendJoin(" |", TableCases.All.Select(static one => " " + one.Title)).Append(" |\n|---|---|")
            .Append(string.Concat(Enumerable.Repeat("---|", TableCases.All.Count))).Append('\n');
        foreach (var ((inbound, upstream), outcomes) in _rows.OrderBy(static row => row.Key))
        {
            text.Append("| ").Append(inbound).Append(" | ").Append(upstream).Append(" | ")
                .AppendJoin(" | ", TableCases.All.Select(one => outcomes[one.Name])).Append(" |\n");
        }

        text.Append("\nNo equivalent: a tool message of Chat Completions holds text only, so no client can send an image in one. ")
            .Append("Chat Completions has no signatures: thinking over a tool round trip is checked to be shown and to cause no error.\n");
        Console.WriteLine(text);
        if (Environment.GetEnvironmentVariable("ANTIGRAVITY_WRITE_TABLE") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, "bench", "results", "translation-table.md"), text.ToString());
        }
    }
}
