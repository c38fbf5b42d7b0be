using System.Buffers;
using System.Text;
using AntigravityTools.Protocols.Gemini;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Gemini;

public sealed class GeminiEmbeddingsTests
{
    private static readonly GeminiEmbeddings Room = new();

    [Fact]
    public void SingleRequest_IsReadAndWrittenBack()
    {
        var request = Read(Operation.Embed, """{"model":"models/e","content":{"parts":[{"text":"a"},{"text":"b"}]},"taskType":"RETRIEVAL_QUERY","output_dimensionality":8}""");

        Assert.Equal(("p", "ab", 8, "RETRIEVAL_QUERY", false), (request.Model, request.Inputs.Single(), request.Dimensions, request.TaskType, request.Batch));
        Assert.Equal("""{"model":"models/up","content":{"parts":[{"text":"ab"}]},"taskType":"RETRIEVAL_QUERY","outputDimensionality":8}""", Write(request).Json);
    }

    [Fact]
    public void Batch_IsReadAndWrittenBack()
    {
        var request = Read(Operation.EmbedBatch, """{"requests":[{"model":"models/e","content":{"parts":[{"text":"a"}]}},{"content":{"parts":[{"text":"b"}]}}]}""");

        Assert.Equal(["a", "b"], request.Inputs);
        Assert.True(request.Batch);
        Assert.Equal("""{"requests":[{"model":"models/up","content":{"parts":[{"text":"a"}]}},{"model":"models/up","content":{"parts":[{"text":"b"}]}}]}""", Write(request).Json);
    }

    [Fact]
    public void MoreThanAHundredTexts_AreRefusedBothWays()
    {
        var requests = string.Join(',', Enumerable.Repeat("""{"content":{"parts":[{"text":"a"}]}}""", 101));
        var read = Room.ReadRequest(Operation.EmbedBatch, Encoding.UTF8.GetBytes($$"""{"requests":[{{requests}}]}"""), "p").Fault!;
        var written = Write(new EmbeddingRequest { Model = "m", Inputs = [.. Enumerable.Repeat("a", 101)] }).Result.Fault!;

        Assert.Equal((FaultKind.InvalidRequest, "requests"), (read.Kind, read.Param));
        Assert.Equal((FaultKind.InvalidRequest, "input"), (written.Kind, written.Param));
        Assert.Contains("100", written.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Operation.Embed, "{}", "content")]
    [InlineData(Operation.Embed, "[]", "body")]
    [InlineData(Operation.Embed, "{\"content\":{\"parts\":[{\"inlineData\":{}}]}}", "content.parts[0]")]
    [InlineData(Operation.Embed, "{\"content\":{\"parts\":[{\"text\":", null)]
    [InlineData(Operation.EmbedBatch, "{}", "requests")]
    [InlineData(Operation.EmbedBatch, "{\"requests\":[{}]}", "requests[0].content")]
    [InlineData(Operation.EmbedBatch, "{\"requests\":[{\"content\":{\"parts\":[]}},{\"content\":{\"parts\":[]},\"taskType\":\"X\"}]}", "requests[1]")]
    public void WrongRequest_IsAFault(Operation operation, string body, string? field)
    {
        var fault = Room.ReadRequest(operation, Encoding.UTF8.GetBytes(body), "p").Fault!;

        Assert.Equal((FaultKind.InvalidRequest, field), (fault.Kind, fault.Param));
    }

    [Theory]
    [InlineData("""{"embedding":{"values":[0.5,-1]},"usageMetadata":{"promptTokenCount":3}}""", "0.5,-1", 3L)]
    [InlineData("""{"embeddings":[{"values":[0.5]}]}""", "0.5", null)]
    public void Answer_IsRead(string body, string vector, long? tokens)
    {
        var answer = Room.ReadAnswer(new EmbeddingRequest { Model = "m", Inputs = ["a"] }, Encoding.UTF8.GetBytes(body)).Value!;

        Assert.Equal((vector, tokens), (string.Join(',', answer.Vectors.Single()), answer.InputTokens));
    }

    [Theory]
    [InlineData("""{"embeddings":[]}""")]
    [InlineData("""{"embedding":{"values":"x"}}""")]
    [InlineData("<html>")]
    [InlineData("""{"error":{"code":400,"message":"m"}}""")]
    public void WrongAnswer_IsAFault(string body) =>
        Assert.NotNull(Room.ReadAnswer(new EmbeddingRequest { Model = "m", Inputs = ["a"] }, Encoding.UTF8.GetBytes(body)).Fault);

    [Theory]
    [InlineData(true, """{"embeddings":[{"values":[0.1]}],"usageMetadata":{"promptTokenCount":2,"totalTokenCount":2}}""")]
    [InlineData(false, """{"embedding":{"values":[0.1]},"usageMetadata":{"promptTokenCount":2,"totalTokenCount":2}}""")]
    public void Answer_IsWrittenAsAsked(bool batch, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        Room.WriteAnswer(new EmbeddingRequest { Model = "m", Inputs = ["a"], Batch = batch }, new EmbeddingAnswer([[0.1f]], 2), output);

        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static EmbeddingRequest Read(Operation operation, string body)
    {
        var read = Room.ReadRequest(operation, Encoding.UTF8.GetBytes(body), "p");
        Assert.True(read.Fault is null, read.Fault?.Message);
        return read.Value!;
    }

    private static (string Json, WriteResult Result) Write(EmbeddingRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var result = Room.WriteRequest(request, "up", output);
        return (Encoding.UTF8.GetString(output.WrittenSpan), result);
    }
}
