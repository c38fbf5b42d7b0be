using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AntigravityTools.Server.Requests;

/// <summary>The query as it may go on: everything but the client's key, spelled as the client spelled it.</summary>
internal static class ClientQuery
{
    /// <summary>The query with its leading <c>?</c>; empty where nothing is left.</summary>
    public static string WithoutKey(QueryString query)
    {
        if (!query.HasValue || query.Value!.Length < 2)
        {
            return "";
        }

        if (!query.Value.Contains("key", StringComparison.Ordinal) && !query.Value.Contains('%', StringComparison.Ordinal))
        {
            return query.Value;
        }

        var kept = new StringBuilder(query.Value.Length);
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (pair.DecodeName().Span is "key")
            {
                continue;
            }

            kept.Append(kept.Length == 0 ? '?' : '&').Append(pair.EncodedName);
            if (!pair.EncodedValue.IsEmpty)
            {
                kept.Append('=').Append(pair.EncodedValue);
            }
        }

        return kept.ToString();
    }
}
