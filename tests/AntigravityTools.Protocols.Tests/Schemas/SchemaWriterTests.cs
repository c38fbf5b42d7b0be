using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Tests.Schemas;

public sealed class SchemaWriterTests
{
    [Theory]
    [InlineData("""{"type":"string","minLength":1}""", """{"type":"STRING","minLength":1}""", "")]
    [InlineData("""{"type":["integer","null"],"minimum":1.0}""", """{"type":"INTEGER","nullable":true,"minimum":1.0}""", "")]
    [InlineData("""{"type":["integer","string"]}""", """{"anyOf":[{"type":"INTEGER"},{"type":"STRING"}]}""", "")]
    [InlineData("""{"const":"x"}""", """{"type":"STRING","enum":["x"]}""", "")]
    [InlineData("""{"enum":["a",null]}""", """{"description":"(enum: [\"a\",null])"}""", "s.enum")]
    [InlineData("""{"type":"integer","enum":[1,2],"description":"d"}""", """{"type":"INTEGER","description":"d (enum: [1,2])"}""", "s.enum")]
    [InlineData("""{"type":"string","format":"email"}""", """{"type":"STRING","description":"(format: email)"}""", "s.format")]
    [InlineData("""{"type":"string","format":"date-time"}""", """{"type":"STRING","format":"date-time"}""", "")]
    [InlineData("""{"type":"array","items":true}""", """{"type":"ARRAY","items":{}}""", "")]
    [InlineData("""{"type":"array"}""", """{"type":"ARRAY","items":{}}""", "")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}],"title":"t"}""", """{"type":"STRING","nullable":true,"title":"t"}""", "")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"number","multipleOf":2}]}""", """{"anyOf":[{"type":"STRING"},{"type":"NUMBER","description":"(multipleOf: 2)"}]}""", "s.anyOf[1].multipleOf")]
    [InlineData("""{"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{}},"required":["b","ghost"]}]}""",
        """{"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{}},"required":["a","b"]}""", "")]
    [InlineData("""{"$schema":"x","$defs":{"n":{"type":"string"}},"type":"object","properties":{"a":{"$ref":"#/$defs/n"}},"additionalProperties":false}""",
        """{"type":"OBJECT","properties":{"a":{"type":"STRING"}}}""", "s.additionalProperties")]
    [InlineData("""{"type":"object","properties":{"type":{"type":"string"},"format":{"type":"string"},"properties":{"type":"object","properties":{"title":{"type":"string"}}}}}""",
        """{"type":"OBJECT","properties":{"type":{"type":"STRING"},"format":{"type":"STRING"},"properties":{"type":"OBJECT","properties":{"title":{"type":"STRING"}}}}}""", "")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","x-note":1,"patternProperties":{}}}}""", """{"type":"OBJECT","properties":{"a":{"type":"STRING"}}}""", "s.properties.a.x-note,s.properties.a.patternProperties")]
    [InlineData("""{"if":{"type":"string"},"then":{},"else":false}""", "{}", "s.if,s.then,s.else")]
    public void Schema_IsSaidInTheDialect(string schema, string expected, string losses)
    {
        var (written, lost) = Write(schema);

        Assert.Equal(expected, written);
        Assert.Equal(losses, string.Join(',', lost.Items.Select(static loss => loss.Field)));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"child":{"$ref":"#"}}}""")]
    [InlineData("""{"$defs":{"a":{"type":"object","properties":{"b":{"$ref":"#/$defs/a"}}}},"$ref":"#/$defs/a"}""")]
    [InlineData("""{"$ref":"https://elsewhere"}""")]
    public void ReferenceThatNeverEnds_EndsWithAHint(string schema)
    {
        var (written, lost) = Write(schema);

        Assert.Contains("See ", written, StringComparison.Ordinal);
        Assert.EndsWith("$ref", Assert.Single(lost.Items).Field, StringComparison.Ordinal);
    }

    [Fact]
    public void VeryDeepSchema_IsCutWithALoss()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"type\":\"array\",\"items\":", 100)) + "{}" + new string('}', 100);

        Assert.Contains(Write(deep).Losses.Items, static loss => loss.What == "dropped");
    }

    [Theory]
    [InlineData("""{"type":"object"}""", false)]
    [InlineData("""{"type":"object","properties":{}}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{}}}""", true)]
    [InlineData("true", false)]
    public void ObjectWithoutProperties_SaysNothing(string schema, bool says) => Assert.Equal(says, SchemaWriter.SaysSomething(new RawJson(Encoding.UTF8.GetBytes(schema))));

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", null)]
    [InlineData("""{"type":"OBJECT","propertyOrdering":["a"],"properties":{"a":{"type":"STRING","format":"enum","enum":["X"]}}}""",
        """{"type":"object","properties":{"a":{"type":"string","format":"enum","enum":["X"]}}}""")]
    [InlineData("""{"type":"array","minItems":"3","items":{"type":"number","nullable":true,"example":1.50}}""", """{"type":"array","minItems":3,"items":{"type":["number","null"],"examples":[1.50]}}""")]
    [InlineData("""{"any_of":[{"type":"STRING"},{"type":"TYPE_UNSPECIFIED"}]}""", """{"anyOf":[{"type":"string"},{}]}""")]
    [InlineData("""{"type":"object","properties":{"nullable":{"type":"BOOLEAN"},"max_items":{"type":"STRING"}}}""", """{"type":"object","properties":{"nullable":{"type":"boolean"},"max_items":{"type":"string"}}}""")]
    public void GooglesSchema_BecomesJsonSchema(string schema, string? expected) =>
        Assert.Equal(expected ?? schema, GeminiSchemaReader.ToJsonSchema(new RawJson(Encoding.UTF8.GetBytes(schema))).ToString());

    private static (string Json, LossReport Losses) Write(string schema)
    {
        var (output, losses) = (new ArrayBufferWriter<byte>(), new LossList());
        using (var json = JsonWriters.Open(output))
        {
            new SchemaWriter(GeminiSchemaDialect.Table, losses).Write(new RawJson(Encoding.UTF8.GetBytes(schema)), "s", json);
        }

        return (Encoding.UTF8.GetString(output.WrittenSpan), losses.ToReport());
    }
}
