using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Testing;

/// <summary>
/// Finds recorded provider traffic beside the repository: <c>ANTIGRAVITY_FIXTURES</c>, else a folder <c>shared/fixtures</c> beside
/// any parent of the test assembly. Yields nothing where there is none, so tests that use it skip.
/// </summary>
public static class RecordedStreams
{
    /// <summary>The folder, or null.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The streams of all four protocols.</summary>
    public static IEnumerable<RecordedStream> All()
    {
        foreach (var (file, protocol, kind, status) in Index())
        {
            // Gemini's stateful interactions are another protocol; the wrapper file was written by hand and is not JSON.
            if (file.Contains("interactions", StringComparison.Ordinal)
                || file.Contains("parallel-tool-call-wrapper", StringComparison.Ordinal)
                || status is not ("" or "200"))
            {
                continue;
            }

            if (kind == "sse")
            {
                var name = file.EndsWith(".sse", StringComparison.Ordinal) || file.EndsWith(".txt", StringComparison.Ordinal) ? file : file + ".sse";
                yield return new RecordedStream(file, protocol, File.ReadAllBytes(Path.Combine(Folder!, name)));
            }
            else if (kind == "chunks")
            {
                var payloads = File.ReadAllLines(Path.Combine(Folder!, file));
                var actual = Actual(protocol, payloads[0]);

                // Some files hold the answers of several turns in a row.
                if (payloads.Count(static line => line.Contains("message_stop\"}", StringComparison.Ordinal)
                    || line.Contains("\"type\":\"response.completed\"", StringComparison.Ordinal)) <= 1)
                {
                    yield return new RecordedStream(file, actual, Frame(actual, payloads));
                }
            }
        }
    }

    /// <summary>Whole answers with status 200 that were not streamed.</summary>
    public static IEnumerable<RecordedStream> Answers()
    {
        foreach (var (file, protocol, kind, _) in Index())
        {
            if (kind == "json" && file.StartsWith("vercel-ai/", StringComparison.Ordinal) && !file.Contains("interactions", StringComparison.Ordinal))
            {
                var bytes = File.ReadAllBytes(Path.Combine(Folder!, file));
                yield return new RecordedStream(file, Actual(protocol, Encoding.UTF8.GetString(bytes)), bytes);
            }
        }
    }

    /// <summary>The index knows OpenAI's two protocols by folder only.</summary>
    private static Protocol Actual(Protocol indexed, string json) => indexed switch
    {
        Protocol.OpenAIChat or Protocol.OpenAIResponses when json.Contains("\"response\"", StringComparison.Ordinal) => Protocol.OpenAIResponses,
        Protocol.OpenAIResponses when json.Contains("\"choices\"", StringComparison.Ordinal) => Protocol.OpenAIChat,
        _ => indexed,
    };

    private static IEnumerable<(string File, Protocol Protocol, string Kind, string Status)> Index()
    {
        if (Folder is null)
        {
            yield break;
        }

        foreach (var line in File.ReadLines(Path.Combine(Folder, "index.tsv")).Skip(1))
        {
            var cells = line.Split('\t');
            if (ProtocolNames.Parse(cells[1]) is { } protocol)
            {
                yield return (cells[0], protocol, cells[2], cells[3]);
            }
        }
    }

    private static byte[] Frame(Protocol protocol, IEnumerable<string> payloads)
    {
        var text = new StringBuilder();
        foreach (var payload in payloads.Where(static payload => payload.Length > 0))
        {
            if (protocol is Protocol.Anthropic or Protocol.OpenAIResponses)
            {
                using var json = JsonDocument.Parse(payload);
                if (json.RootElement.TryGetProperty("type", out var type))
                {
                    text.Append("event: ").Append(type.GetString()).Append('\n');
                }
            }

            text.Append("data: ").Append(payload).Append(protocol == Protocol.Gemini ? "\r\n\r\n" : "\n\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ANTIGRAVITY_FIXTURES") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "fixtures");
            if (File.Exists(Path.Combine(candidate, "index.tsv")))
            {
                return candidate;
            }
        }

        return null;
    }
}
