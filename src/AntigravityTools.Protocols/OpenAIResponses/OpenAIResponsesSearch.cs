using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>What a <c>web_search_call</c> did: its query, and the pages it used.</summary>
/// <param name="Query">The words searched for; null where a page was opened.</param>
/// <param name="Results">The pages.</param>
internal readonly record struct OpenAIResponsesSearch(string? Query, ImmutableArray<Citation> Results)
{
    /// <summary>Reads an item's <c>action</c>.</summary>
    internal static OpenAIResponsesSearch Read(OpenAIResponsesFields item)
    {
        var raw = item.Raw("action");
        if (raw.IsAbsent)
        {
            return new(null, []);
        }

        var action = OpenAIResponsesFields.Read(raw, item.PathOf("action"));
        var queries = action.Texts("queries");
        var query = action.Text("query") ?? (queries.IsEmpty ? null : string.Join("; ", queries));
        var pages = ImmutableArray.CreateBuilder<Citation>();
        if (action.Text("url") is { } opened)
        {
            pages.Add(new Citation { Url = opened });
        }

        AddSources(action.Raw("sources"), action.PathOf("sources"), pages);
        return new(query, pages.ToImmutable());
    }

    private static void AddSources(RawJson sources, string path, ImmutableArray<Citation>.Builder pages)
    {
        if (sources.IsAbsent)
        {
            return;
        }

        var reader = OpenAIResponsesFields.OpenReader(sources);
        JsonRead.ExpectArray(ref reader, path);
        while (JsonRead.NextElement(ref reader))
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var source = OpenAIResponsesFields.Read(ref reader, sources.Utf8, path);
            if (source.Text("url") is { } url)
            {
                pages.Add(new Citation { Url = url, Title = source.Text("title") });
            }
        }
    }
}
