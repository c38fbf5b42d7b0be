using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Tests.Schemas;

public sealed class ToolNamingTests
{
    [Theory]
    [InlineData("files", "read.text", "files__read_text")]
    [InlineData("mcp__server", "list", "mcp__server__list")]
    [InlineData("a_very_long_namespace_of_a_server_that_has_many_words", "and_a_tool_that_is_no_shorter", "a_very_long_namespace_of_a_server_")]
    public void NamespacedTool_IsShownByALegalNameThatLeadsBack(string space, string name, string start)
    {
        var shown = ToolNaming.Flatten(space, name, ToolNameRule.OpenAI);
        var naming = new ToolNaming(ToolNameRule.OpenAI);

        Assert.Matches("^[A-Za-z0-9_-]{1,64}$", shown);
        Assert.StartsWith(start, shown, StringComparison.Ordinal);
        Assert.Equal(shown, naming.NameOf(name, space));
        var alias = naming.ToMap().Find(shown)!;
        Assert.Equal((space, name), (alias.Namespace, alias.Name));
    }

    [Fact]
    public void ToolWithoutNamespace_KeepsItsName() => Assert.Equal("any name", ToolNaming.Flatten(null, "any name", ToolNameRule.OpenAI));

    [Fact]
    public void TwoNamesThatLookAlike_StayTwo()
    {
        var naming = new ToolNaming(ToolNameRule.Anthropic);

        var names = new[] { naming.NameOf("a.b"), naming.NameOf("a:b"), naming.NameOf("a_b"), naming.NameOf("b", "a"), naming.NameOf("a__b") };

        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, static name => Assert.Matches("^[A-Za-z0-9_-]{1,128}$", name));
    }
}
