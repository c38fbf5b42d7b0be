using AntigravityTools.Core.Routing;
using AntigravityTools.Protocols.Model;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Server.Answers;

/// <summary>The part of the model list that a client asks for. Without a size it gets the whole list: a client that does not page would miss models.</summary>
/// <param name="Models">The models of the page.</param>
/// <param name="HasMore">True where the list goes on in the direction of the page.</param>
internal sealed record ModelPage(IReadOnlyList<CatalogueModel> Models, bool HasMore)
{
    private const int Most = 1000;

    /// <summary>Anthropic's pages: <c>limit</c>, <c>after_id</c>, <c>before_id</c> (List Models, 2026-11).</summary>
    public static ReadResult<ModelPage> OfAnthropic(IReadOnlyList<CatalogueModel> all, IQueryCollection query)
    {
        if (ReadSize(query, "limit") is not { } size)
        {
            return Wrong("limit", $"'limit' must be a whole number from 1 to {Most}.");
        }

        if (query["before_id"].ToString() is { Length: > 0 } before)
        {
            var end = IndexOf(all, before);
            return end < 0 ? Wrong("before_id", $"'before_id' names no model of the list: '{before}'.") : Slice(all, Math.Max(0, end - size), end, hasMore: end > size);
        }

        var after = query["after_id"].ToString();
        var start = after.Length == 0 ? 0 : IndexOf(all, after) + 1;
        return start == 0 && after.Length > 0 ? Wrong("after_id", $"'after_id' names no model of the list: '{after}'.") : From(all, start, size);
    }

    /// <summary>Google's pages: <c>pageSize</c>, <c>pageToken</c>; the token is the last model of the page before.</summary>
    public static ReadResult<ModelPage> OfGemini(IReadOnlyList<CatalogueModel> all, IQueryCollection query)
    {
        if (ReadSize(query, "pageSize") is not { } size)
        {
            return Wrong("pageSize", "'pageSize' must be a whole number of at least 1.");
        }

        var token = query["pageToken"].ToString();
        var start = token.Length == 0 ? 0 : IndexOf(all, token) + 1;
        return start == 0 && token.Length > 0 ? Wrong("pageToken", "'pageToken' is not one that this list gave.") : From(all, start, size);
    }

    private static ModelPage From(IReadOnlyList<CatalogueModel> all, int start, int size)
    {
        var end = Math.Min(all.Count, start + size);
        return Slice(all, start, end, hasMore: end < all.Count);
    }

    private static ModelPage Slice(IReadOnlyList<CatalogueModel> all, int start, int end, bool hasMore) => new([.. all.Skip(start).Take(end - start)], hasMore);

    private static int? ReadSize(IQueryCollection query, string name) => query[name].ToString() is not { Length: > 0 } text ? int.MaxValue >> 1
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var size) && size > 0 && (size <= Most || name == "pageSize")
            ? Math.Min(size, Most) : null;

    private static int IndexOf(IReadOnlyList<CatalogueModel> all, string id)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static Fault Wrong(string param, string message) => new() { Kind = FaultKind.InvalidRequest, Param = param, Message = message };
}
