using AntigravityTools.Ui.Pages.Monitor;

namespace AntigravityTools.Ui.Tests.Pages.Monitor;

public sealed class BodyTextTests
{
    [Theory]
    [InlineData("""{"text":"\ud83d\ude00 \uc548\ub155 \u3000 \u00e9"}""", "😀 안녕 \u3000 é")]
    [InlineData("""{"text":"😀 你好"}""", "😀 你好")]
    public void JsonBody_ShowsRealCharacters(string body, string expected) => Assert.Contains(expected, BodyText.Show(body).Text, StringComparison.Ordinal);

    [Fact]
    public void StreamedBody_ShowsRealCharacters()
    {
        const string Body = "event: delta\ndata: {\"text\":\"\\ud83d\\ude00 \\u4f60\"}\n\n";
        Assert.Equal("event: delta\ndata: {\"text\":\"😀 你\"}\n\n", BodyText.Show(Body).Text);
    }

    [Theory]
    [InlineData("""{"path":"C:\\users\\u4f60"}""")]
    [InlineData("""{"control":"\u0007","order":"\u202e","half":"\ud83d"}""")]
    public void EscapeThatMeansSomething_StaysAsItWasWritten(string body)
    {
        var shown = BodyText.Show(body).Text;
        Assert.DoesNotContain("你", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0007", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void PlainText_IsShownAsItCame() => Assert.Equal("the code \\u4f60", BodyText.Show("the code \\u4f60").Text);
}
