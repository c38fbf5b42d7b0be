using System.Text.Json;
using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Core.Tests.Configuration;

public sealed class JsoncEditorTests
{
    [Fact]
    public void ValueThatIsThere_IsReplacedAndNothingElseChanges()
    {
        const string Text = "{\r\n\t// before\r\n\t\"proxy\": { /* in */ \"port\" : 1, /* after */ \"other\": [1, 2,], },\r\n\t\"mine\": {\"ä\":1}\r\n}\r\n";

        var changed = JsoncEditor.Set(Text, ["proxy", "port"], "9000");

        Assert.Equal(Text.Replace("\"port\" : 1", "\"port\" : 9000", StringComparison.Ordinal), changed);
    }

    [Fact]
    public void SameNameElsewhere_IsNotTouched()
    {
        const string Text = """{ "console": { "port": 1 }, "port": 2, "proxy": { "deep": { "port": 3 }, "port": 4 } }""";

        var changed = JsoncEditor.Set(Text, ["proxy", "port"], "9");

        Assert.Equal("""{ "console": { "port": 1 }, "port": 2, "proxy": { "deep": { "port": 3 }, "port": 9 } }""", changed);
    }

    [Theory]
    [InlineData("{\n    \"a\": 1 // one\n}\n", "{\n    \"a\": 1, // one\n    \"b\": 2\n}\n")]
    [InlineData("{\n\t\"a\": 1,\n}\n", "{\n\t\"a\": 1,\n\t\"b\": 2\n}\n")]
    [InlineData("{\r\n  \"a\": 1\r\n}", "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}")]
    [InlineData("{\n  \"a\": 1 /* , */\n  // end\n}\n", "{\n  \"a\": 1, /* , */\n  // end\n  \"b\": 2\n}\n")]
    [InlineData("{}", "{\n  \"b\": 2\n}")]
    [InlineData("{\"a\":1}", "{\"a\":1,\n  \"b\": 2\n}")]
    public void MissingValue_IsAddedInTheFilesOwnManner(string text, string expected) =>
        Assert.Equal(expected, JsoncEditor.Set(text, ["b"], "2"));

    [Fact]
    public void MissingSection_IsAddedWithItsValue()
    {
        var changed = JsoncEditor.Set("{\n  // mine\n  \"ui\": {}\n}\n", ["proxy", "port"], "1");

        Assert.Equal("{\n  // mine\n  \"ui\": {},\n  \"proxy\": { \"port\": 1 }\n}\n", changed);
    }

    [Fact]
    public void SectionThatIsNoObject_IsRefused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => JsoncEditor.Set("""{ "proxy": 3 }""", ["proxy", "port"], "1"));

        Assert.Contains("'proxy' is not an object", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"a\": 1, \"b\": }", 0)]
    [InlineData("{ \"a\": 1 }\n\n  }", 2)]
    [InlineData("{ \"a\": 1,\n \"b", 1)]
    public void TextThatIsNoJson_IsRefusedWithItsLine(string text, long line)
    {
        var error = Assert.ThrowsAny<JsonException>(() => JsoncEditor.Set(text, ["a"], "2"));

        Assert.Equal(line, error.LineNumber);
    }
}
