using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests.Translation;

public sealed class TranslationPlannerTests
{
    private static readonly RequestHead Plain = new() { Model = "m" };

    [Fact]
    public void SameProtocolAndModel_PassesThrough() =>
        Assert.IsType<TranslationPlan.Passthrough>(Plan(Protocol.Anthropic, Plain with { Stream = true }, "m"));

    [Fact]
    public void OtherModel_IsPatched() =>
        Assert.Equal(new TranslationPlan.Patched("other", false), Plan(Protocol.Anthropic, Plain, "other"));

    [Fact]
    public void ChatStreamWithoutUsage_AsksForIt() =>
        Assert.Equal(new TranslationPlan.Patched(null, true), Plan(Protocol.OpenAIChat, Plain with { Stream = true }, "m"));

    [Fact]
    public void ChatStreamWithUsage_PassesThrough() =>
        Assert.IsType<TranslationPlan.Passthrough>(Plan(Protocol.OpenAIChat, Plain with { Stream = true, IncludeUsage = true }, "m"));

    [Fact]
    public void ImageStream_IsNotAskedForChatUsage() => Assert.IsType<TranslationPlan.Passthrough>(
        TranslationPlanner.Plan(Protocol.OpenAIChat, Operation.GenerateImage, [Protocol.OpenAIChat], Plain with { Stream = true }, "m"));

    [Fact]
    public void Gemini_NamesItsModelInThePath() =>
        Assert.IsType<TranslationPlan.Passthrough>(Plan(Protocol.Gemini, new RequestHead(), "other"));

    [Theory]
    [InlineData(Operation.CountTokens)]
    [InlineData(Operation.Embed)]
    [InlineData(Operation.EmbedBatch)]
    public void GeminiBodiesThatMayNameTheModelAgain_ArePatched(Operation operation) =>
        Assert.Equal("other", Assert.IsType<TranslationPlan.Patched>(TranslationPlanner.Plan(Protocol.Gemini, operation, [Protocol.Gemini], new RequestHead(), "other")).Model);

    private static TranslationPlan Plan(Protocol protocol, RequestHead head, string model) =>
        TranslationPlanner.Plan(protocol, Operation.Generate, [Protocol.OpenAIResponses, protocol], head, model);
}
