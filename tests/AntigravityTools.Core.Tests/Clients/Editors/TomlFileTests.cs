using AntigravityTools.Core.Clients.Editors;

namespace AntigravityTools.Core.Tests.Clients.Editors;

public sealed class TomlFileTests
{
    private const string Customised = """
        # my codex
        model = "gpt-5.4"   # the good one
        model_provider = 'openai'  # keep

        # tools
        [mcp_servers.files]
        command = "npx"
        args = [
          "-y", # yes
          "files",
        ]

        [model_providers.other]
        base_url = "http://x/v1"
        """;

    [Fact]
    public void TopKey_IsReplacedWhereItStands()
    {
        var edited = TomlFile.Set(Customised, [], "model_provider", "\"mine\"");
        Assert.Equal(Customised.Replace("'openai'", "\"mine\"", StringComparison.Ordinal), edited.Text);
    }

    [Fact]
    public void TopKey_IsAddedBeforeTheCommentsOfTheFirstTable()
    {
        var edited = TomlFile.Set(Customised, [], "approval_policy", "\"never\"");
        Assert.Equal(Customised.Replace("# keep\n", "# keep\napproval_policy = \"never\"\n", StringComparison.Ordinal), edited.Text);
    }

    [Fact]
    public void Table_IsAddedAtTheEndAndFilled()
    {
        var edited = TomlFile.Set(Customised, ["model_providers", "mine"], "base_url", "\"http://y/v1\"")
            .Then(next => TomlFile.Set(next, ["model_providers", "mine"], "name", "\"Mine\""));
        Assert.Equal(Customised + "\n\n[model_providers.mine]\nbase_url = \"http://y/v1\"\nname = \"Mine\"\n", edited.Text);
    }

    [Fact]
    public void KeyOfATable_IsReplacedThereAlone()
    {
        var edited = TomlFile.Set(Customised, ["model_providers", "other"], "base_url", "\"http://z\"");
        Assert.Equal(Customised.Replace("http://x/v1", "http://z", StringComparison.Ordinal), edited.Text);
    }

    [Fact]
    public void WindowsLineEnds_AreKept()
    {
        var edited = TomlFile.Set("a = 1\r\n\r\n[t]\r\nb = 2\r\n", [], "c", "3").Then(next => TomlFile.Set(next, ["t"], "d", "4"));
        Assert.Equal("a = 1\r\nc = 3\r\n\r\n[t]\r\nb = 2\r\nd = 4\r\n", edited.Text);
    }

    [Fact]
    public void ArrayOfSeveralLines_IsPassedWhenAKeyIsAdded()
    {
        var edited = TomlFile.Set(Customised, ["mcp_servers", "files"], "enabled", "true");
        Assert.Contains("]\nenabled = true\n\n[model_providers.other]", edited.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = \n")]
    [InlineData("a = 1\na = 2\n")]
    [InlineData("[t\nx = 1\n")]
    public void BrokenText_IsRefusedWithItsPlace(string text)
    {
        var edited = TomlFile.Set(text, [], "b", "1");
        Assert.Null(edited.Text);
        Assert.Contains("not valid TOML at line", edited.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void InlineTable_IsRefusedRatherThanDefinedTwice()
    {
        var edited = TomlFile.Set("model_providers = { mine = { name = \"x\" } }\n", ["model_providers", "mine"], "name", "\"y\"");
        Assert.Null(edited.Text);
        Assert.Contains("model_providers.mine.name", edited.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FindsEverySpelling()
    {
        var texts = TomlFile.Read("a.b = 'one'\n[c.\"d e\"]\nf = \"two\"\ng = { h = \"three\" }\n");
        Assert.Equal(("one", "two", "three"), (texts["a.b"], texts["c.d e.f"], texts["c.d e.g.h"]));
    }
}
