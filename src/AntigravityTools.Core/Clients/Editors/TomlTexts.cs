using Tomlyn.Syntax;

namespace AntigravityTools.Core.Clients.Editors;

/// <summary>The texts of a TOML document by their dotted path, whatever their spelling: tables, dotted keys, inline tables.</summary>
internal static class TomlTexts
{
    /// <summary>Collects them.</summary>
    public static Dictionary<string, string> Of(DocumentSyntax document)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in document.KeyValues)
        {
            Add(texts, [], pair);
        }

        foreach (var table in document.Tables.OfType<TableSyntax>())
        {
            foreach (var pair in table.Items.OfType<KeyValueSyntax>())
            {
                Add(texts, Path(table.Name!), pair);
            }
        }

        return texts;
    }

    /// <summary>The names of a dotted key.</summary>
    public static string[] Path(KeySyntax key) => [Name(key.Key), .. key.DotKeys.Select(item => Name(item.Key))];

    private static void Add(Dictionary<string, string> texts, string[] parent, KeyValueSyntax pair)
    {
        string[] path = [.. parent, .. Path(pair.Key!)];
        switch (pair.Value)
        {
            case StringValueSyntax text:
                texts[string.Join('.', path)] = text.Value ?? "";
                break;
            case InlineTableSyntax inline:
                foreach (var item in inline.Items)
                {
                    Add(texts, path, item.KeyValue!);
                }

                break;
        }
    }

    private static string Name(BareKeyOrStringValueSyntax? key) => key switch
    {
        StringValueSyntax text => text.Value ?? "",
        BareKeySyntax bare => bare.Key?.Text ?? "",
        _ => "",
    };
}
