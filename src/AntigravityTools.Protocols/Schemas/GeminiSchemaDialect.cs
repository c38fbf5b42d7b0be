using System.Collections.Frozen;

namespace AntigravityTools.Protocols.Schemas;

/// <summary>
/// The subset of OpenAPI 3.0 that Gemini takes in <c>parameters</c> and <c>responseSchema</c> (Gemini API reference, Schema, 2026-11;
/// protocols.md §2.4). Newer models take whole JSON Schema in <c>parametersJsonSchema</c>.
/// </summary>
public static class GeminiSchemaDialect
{
    /// <summary>The table.</summary>
    public static SchemaDialect Table { get; } = new()
    {
        Target = "gemini",
        Words = Set(
            "default", "example", "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum",
            "pattern", "title"),
        Silent = Set("$schema", "$id", "$anchor", "$defs", "definitions", "$comment", "deprecated", "readOnly", "writeOnly"),
        Hints = Set("exclusiveMinimum", "exclusiveMaximum", "multipleOf", "const", "uniqueItems", "examples", "format", "enum"),
        Formats = new Dictionary<string, FrozenSet<string>>
        {
            ["string"] = Set("enum", "date-time"),
            ["integer"] = Set("int32", "int64"),
            ["number"] = Set("float", "double", "int32", "int64"),
        }.ToFrozenDictionary(),
        UpperCaseTypes = true,
    };

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
