using System.Text;
using AntigravityTools.Protocols.OpenAIChat;

namespace AntigravityTools.Protocols.Tests.OpenAIChat;

public sealed class OpenAIChatCountsTests
{
    [Theory]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}""", 9L, 4L, null, null, null)]
    [InlineData("""{"input_tokens":9,"output_tokens":4,"input_tokens_details":{"text_tokens":1,"cached_tokens":2}}""", 9L, 4L, 2L, null, null)]
    [InlineData("""{"prompt_tokens":9,"prompt_tokens_details":{"cached_tokens":5,"cache_write_tokens":3},"completion_tokens":4}""", 9L, 4L, 5L, 3L, null)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":4,"prompt_cache_hit_tokens":6}""", 9L, 4L, 6L, null, null)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":4,"cached_tokens":7}""", 9L, 4L, 7L, null, null)]
    public void Counts_AreReadWhereEachProviderPutsThem(string usage, long? input, long? output, long? cacheRead, long? cacheWrite, long? reasoning) =>
        Assert.Equal((input, output, cacheRead, cacheWrite, reasoning), Read(usage));

    [Theory]
    [InlineData(13, 4)]
    [InlineData(20, 11)]
    public void ReasoningBesideTheCompletion_IsAddedWhereTheTotalTells(int total, long output) =>
        Assert.Equal((9L, output, null, null, 7L), Read($$$"""{"prompt_tokens":9,"completion_tokens":4,"total_tokens":{{{total}}},"completion_tokens_details":{"reasoning_tokens":7}}"""));

    [Theory]
    [InlineData("""{"prompt_tokens":9,"prompt_tokens":1,"completion_tokens":4.0}""")]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":4,"prompt_tokens_details":[{"cached_tokens":1}],"completion_tokens_details":null}""")]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":4,"cost":{"prompt_tokens":1},"cached_tokens":"7"}""")]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":4,"prompt_tokens_details":{"cached_to""")]
    public void OddOrCutUsage_GivesWhatIsCertain(string usage) => Assert.Equal((9L, 4L, null, null, null), Read(usage));

    private static (long?, long?, long?, long?, long?) Read(string usage)
    {
        var read = OpenAIChatCounts.Read(Encoding.UTF8.GetBytes(usage)).ToUsage(usage);
        return (read.Input, read.Output, read.CacheRead, read.CacheWrite, read.Reasoning);
    }
}
