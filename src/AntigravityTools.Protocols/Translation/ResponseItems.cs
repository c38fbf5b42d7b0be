using System.Buffers;
using System.Globalization;
using System.Text;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Translation;

/// <summary>Single items of a kept Responses conversation: found by their id, put where a request refers to them, listed in pages. Items are JSON joined by commas.</summary>
public static class ResponseItems
{
    private const int DefaultPage = 20;
    private const int LargestPage = 100;

    /// <summary>The ids of items.</summary>
    public static IReadOnlyList<string> IdsOf(ReadOnlySpan<byte> items)
    {
        var array = Array(items);
        return [.. JsonParts.Elements(array).Select(item => JsonScan.Text(item.In(array), "id"u8)).OfType<string>()];
    }

    /// <summary>The item of that id, or null.</summary>
    public static byte[]? Find(ReadOnlySpan<byte> items, string id)
    {
        var array = Array(items);
        var found = JsonParts.Elements(array).Find(item => JsonScan.Text(item.In(array), "id"u8) == id);
        return found.End == 0 ? null : found.In(array).ToArray();
    }

    /// <summary>The request with the items that its input only refers to (<c>item_reference</c>); null where none could be found.</summary>
    /// <param name="request">A request of the Responses API.</param>
    /// <param name="find">Finds an item by its id.</param>
    public static byte[]? Resolve(ReadOnlySpan<byte> request, Func<string, byte[]?> find)
    {
        if (request.IndexOf("\"item_reference\""u8) < 0 || JsonParts.Members(request).Find(member => member.Name == "input") is not { End: > 0 } input)
        {
            return null;
        }

        var list = input.In(request);
        var edits = new List<JsonEdit>();
        foreach (var part in JsonParts.Elements(list))
        {
            var item = part.In(list);
            if (JsonScan.Text(item, "type"u8) == "item_reference" && JsonScan.Text(item, "id"u8) is { } id && find(id) is { } whole)
            {
                edits.Add(new JsonEdit(input.Value + part.Value, part.End - part.Value, whole));
            }
        }

        if (edits.Count == 0)
        {
            return null;
        }

        var output = new ArrayBufferWriter<byte>(request.Length + 1024);
        JsonSplice.Apply(request, edits, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>One page of <c>GET /v1/responses/{id}/input_items</c> (OpenAI API reference, 2026-11): newest first unless asked otherwise.</summary>
    /// <param name="items">The items.</param>
    /// <param name="responseId">The response that they led to; ids of items that came without one are made of it.</param>
    /// <param name="query">The query: <c>limit</c> (1 to 100, default 20), <c>order</c> (<c>asc</c> or <c>desc</c>), <c>after</c> (an item's id).</param>
    public static byte[] Page(ReadOnlySpan<byte> items, string responseId, string query)
    {
        var array = Array(items);
        var all = JsonParts.Elements(array).Select((part, at) => Complete(part.In(array), $"msg_{responseId}_{at}")).ToList();
        if (ValueOf(query, "order") != "asc")
        {
            all.Reverse();
        }

        var limit = int.TryParse(ValueOf(query, "limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and <= LargestPage ? asked : DefaultPage;
        var first = ValueOf(query, "after") is { } after ? all.FindIndex(item => item.Id == after) + 1 : 0;
        var page = all.Skip(first).Take(limit).ToList();
        var output = new ArrayBufferWriter<byte>(1024);
        output.Write("{\"object\":\"list\",\"data\":["u8);
        for (var i = 0; i < page.Count; i++)
        {
            output.Write(i == 0 ? ""u8 : ","u8);
            output.Write(page[i].Json);
        }

        output.Write("],\"first_id\":"u8);
        output.Write(page.Count == 0 ? "null"u8 : JsonSplice.Quote(page[0].Id));
        output.Write(",\"last_id\":"u8);
        output.Write(page.Count == 0 ? "null"u8 : JsonSplice.Quote(page[^1].Id));
        output.Write(first + page.Count < all.Count ? ",\"has_more\":true}"u8 : ",\"has_more\":false}"u8);
        return output.WrittenSpan.ToArray();
    }

    // Every item of a list has an id, a type and, where it is a message, parts.
    private static (string Id, byte[] Json) Complete(ReadOnlySpan<byte> item, string id)
    {
        var output = new ArrayBufferWriter<byte>(item.Length + 64);
        if (JsonScan.TryFind(item, "content"u8, out var content) && content is [(byte)'"', ..])
        {
            var type = JsonScan.Text(item, "role"u8) == "assistant" ? "output_text" : "input_text";
            JsonSplice.SetMember(item, "content", (byte[])[.. Encoding.UTF8.GetBytes($"[{{\"type\":\"{type}\",\"text\":"), .. content, .. "}]"u8], output);
            return Complete(output.WrittenSpan, id);
        }

        if (JsonScan.Text(item, "type"u8) is null)
        {
            JsonSplice.SetMember(item, "type", "\"message\""u8.ToArray(), output);
            return Complete(output.WrittenSpan, id);
        }

        if (JsonScan.Text(item, "id"u8) is { } own)
        {
            return (own, item.ToArray());
        }

        JsonSplice.SetMember(item, "id", JsonSplice.Quote(id), output);
        return (id, output.WrittenSpan.ToArray());
    }

    /// <summary>The value of a query's parameter, or null.</summary>
    public static string? ValueOf(string query, string name)
    {
        foreach (var pair in query.TrimStart('?').Split('&'))
        {
            if (pair.StartsWith(name + "=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(pair[(name.Length + 1)..]);
            }
        }

        return null;
    }

    private static byte[] Array(ReadOnlySpan<byte> items) => [(byte)'[', .. items, (byte)']'];
}
