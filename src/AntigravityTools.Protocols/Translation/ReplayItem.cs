using System.Buffers;
using System.Globalization;
using System.Text;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Translation;

/// <summary>The rungs of one output item of a kept response (protocols.md §1.3).</summary>
internal static class ReplayItem
{
    internal static void Write(ReplayRungs rungs, ReadOnlySpan<byte> item, int index)
    {
        var place = Text($"\"output_index\":{index}");
        var about = (byte[])[.. "\"item_id\":"u8, .. JsonSplice.Quote(JsonScan.Text(item, "id"u8) ?? ""), (byte)',', .. place];
        var type = JsonScan.Text(item, "type"u8);
        rungs.Add("response.output_item.added", [.. place, .. ",\"item\":"u8, .. Opened(item, type)]);
        switch (type)
        {
            case "message":
                WriteParts(rungs, item, about);
                break;
            case "reasoning":
                WriteSummary(rungs, item, about);
                break;
            case "function_call":
                WriteText(rungs, "response.function_call_arguments", about, Member(item, "arguments"u8), "arguments", Name(item));
                break;
            case "custom_tool_call":
                WriteText(rungs, "response.custom_tool_call_input", about, Member(item, "input"u8), "input", []);
                break;
            case "web_search_call":
                rungs.Add("response.web_search_call.in_progress", about);
                rungs.Add("response.web_search_call.searching", about);
                rungs.AddContent("response.web_search_call.completed", about);
                break;
        }

        rungs.Add("response.output_item.done", [.. place, .. ",\"item\":"u8, .. item]);
    }

    private static void WriteParts(ReplayRungs rungs, ReadOnlySpan<byte> item, byte[] about)
    {
        var content = Member(item, "content"u8, "[]"u8);
        var parts = JsonParts.Elements(content);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i].In(content).ToArray();
            var at = (byte[])[.. about, .. Text($",\"content_index\":{i}")];
            var isRefusal = JsonScan.Text(part, "type"u8) == "refusal";
            rungs.Add("response.content_part.added", [.. at, .. ",\"part\":"u8, .. isRefusal ? Set(part, "refusal", "\"\"") : Set(Set(part, "text", "\"\""), "annotations", "[]")]);
            if (isRefusal)
            {
                WriteText(rungs, "response.refusal", at, Member(part, "refusal"u8), "refusal", []);
            }
            else
            {
                WriteOutput(rungs, part, at);
            }

            rungs.Add("response.content_part.done", [.. at, .. ",\"part\":"u8, .. part]);
        }
    }

    private static void WriteOutput(ReplayRungs rungs, byte[] part, byte[] at)
    {
        var text = Member(part, "text"u8).ToArray();
        var logprobs = Member(part, "logprobs"u8, "[]"u8).ToArray();
        rungs.AddContent("response.output_text.delta", [.. at, .. ",\"delta\":"u8, .. text, .. ",\"logprobs\":"u8, .. logprobs]);
        var annotations = Member(part, "annotations"u8, "[]"u8);
        var list = JsonParts.Elements(annotations);
        for (var i = 0; i < list.Count; i++)
        {
            rungs.AddContent("response.output_text.annotation.added", [.. at, .. Text($",\"annotation_index\":{i},\"annotation\":"), .. list[i].In(annotations)]);
        }

        rungs.Add("response.output_text.done", [.. at, .. ",\"text\":"u8, .. text, .. ",\"logprobs\":"u8, .. logprobs]);
    }

    private static void WriteSummary(ReplayRungs rungs, ReadOnlySpan<byte> item, byte[] about)
    {
        var summary = Member(item, "summary"u8, "[]"u8);
        var parts = JsonParts.Elements(summary);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i].In(summary).ToArray();
            var at = (byte[])[.. about, .. Text($",\"summary_index\":{i}")];
            rungs.Add("response.reasoning_summary_part.added", [.. at, .. ",\"part\":"u8, .. Set(part, "text", "\"\"")]);
            WriteText(rungs, "response.reasoning_summary_text", at, Member(part, "text"u8), "text", []);
            rungs.Add("response.reasoning_summary_part.done", [.. at, .. ",\"part\":"u8, .. part]);
        }
    }

    private static void WriteText(ReplayRungs rungs, string type, byte[] at, ReadOnlySpan<byte> text, string name, byte[] more)
    {
        rungs.AddContent(type + ".delta", [.. at, .. ",\"delta\":"u8, .. text]);
        rungs.Add(type + ".done", [.. at, .. more, .. Text($",\"{name}\":"), .. text]);
    }

    private static byte[] Opened(ReadOnlySpan<byte> item, string? type)
    {
        var opened = item.ToArray();
        opened = JsonScan.TryFind(item, "status"u8, out _) ? Set(opened, "status", "\"in_progress\"") : opened;
        return type switch
        {
            "message" => Set(opened, "content", "[]"),
            "reasoning" => Set(opened, "summary", "[]"),
            "function_call" => Set(opened, "arguments", "\"\""),
            "custom_tool_call" => Set(opened, "input", "\"\""),
            _ => opened,
        };
    }

    private static byte[] Name(ReadOnlySpan<byte> item) => JsonScan.TryFind(item, "name"u8, out var name) ? [.. ",\"name\":"u8, .. name] : [];

    private static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> missing = default) =>
        JsonScan.TryFind(json, name, out var value) && !value.SequenceEqual("null"u8) ? value : missing.IsEmpty ? "\"\""u8 : missing;

    private static byte[] Set(byte[] json, string name, string value)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + 32);
        JsonSplice.SetMember(json, name, Encoding.UTF8.GetBytes(value), output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Text(FormattableString text) => Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture));
}
