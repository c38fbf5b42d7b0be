using AntigravityTools.Core.Clients.Editors;

namespace AntigravityTools.Core.Tests.Clients.Editors;

public sealed class JsonSettingsTests
{
    [Fact]
    public void MissingObjects_AreAddedOnLinesOfTheirOwnInTheFilesIndent()
    {
        const string Before = "{\n    // mine\n    \"theme\": \"dark\", // yes\n}\n";
        var edited = JsonSettings.SetText(Before, "x", "env", "A").Then(next => JsonSettings.SetText(next, "y", "env", "B"));
        Assert.Equal("{\n    // mine\n    \"theme\": \"dark\", // yes\n    \"env\": {\n        \"A\": \"x\",\n        \"B\": \"y\"\n    }\n}\n", edited.Text);
    }

    [Fact]
    public void ExistingValue_IsReplacedThereAlone()
    {
        const string Before = "{\"env\":{/* a */\"A\":\"1\",\"B\":\"2\"}}";
        Assert.Equal("{\"env\":{/* a */\"A\":\"x\",\"B\":\"2\"}}", JsonSettings.SetText(Before, "x", "env", "A").Text);
    }

    [Fact]
    public void EmptyFile_BecomesAnObject() => Assert.Equal("{\n  \"a\": \"x\"\n}\n", JsonSettings.SetText("", "x", "a").Text);

    [Theory]
    [InlineData("{\"a\": }", "line 1")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("{\"env\": 3}", "is not an object")]
    public void UnfitText_IsRefused(string text, string why)
    {
        var edited = JsonSettings.SetText(text, "x", "env", "A");
        Assert.Null(edited.Text);
        Assert.Contains(why, edited.Error, StringComparison.Ordinal);
    }
}
