namespace AntigravityTools.Ui.Tests;

public sealed class SentencesTests
{
    [Fact]
    public async Task SentenceOfAnotherVersion_IsShownAsItIs()
    {
        await using var stage = await ConsoleStage.StartAsync();
        Assert.Equal("It felt right.", stage.Get<Texts>().Said("It felt right."));
    }
}
