using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Paths;

namespace AntigravityTools.Server.Tests.Paths;

public sealed class PathMatcherTests
{
    [Theory]
    [InlineData("/v1/chat/completions", Protocol.OpenAIChat, Operation.Generate)]
    [InlineData("/chat/completions", Protocol.OpenAIChat, Operation.Generate)]
    [InlineData("/v1/v1/chat/completions", Protocol.OpenAIChat, Operation.Generate)]
    [InlineData("/v1/chat/completions/", Protocol.OpenAIChat, Operation.Generate)]
    [InlineData("//v1//chat/completions", Protocol.OpenAIChat, Operation.Generate)]
    [InlineData("/v1/chat/completions/chat/completions", Protocol.OpenAIChat, Operation.Generate)]
    [InlineData("/v1beta/openai/chat/completions", Protocol.OpenAIChat, Operation.Generate)]
    [InlineData("/v1/completions", Protocol.OpenAIChat, Operation.Complete)]
    [InlineData("/v1/embeddings", Protocol.OpenAIChat, Operation.Embed)]
    [InlineData("/v1/images/generations", Protocol.OpenAIChat, Operation.GenerateImage)]
    [InlineData("/v1/images/edits", Protocol.OpenAIChat, Operation.EditImage)]
    [InlineData("/v1/audio/transcriptions", Protocol.OpenAIChat, Operation.Transcribe)]
    [InlineData("/v1/audio/speech", Protocol.OpenAIChat, Operation.Speak)]
    [InlineData("/v1/responses", Protocol.OpenAIResponses, Operation.Generate)]
    [InlineData("/responses", Protocol.OpenAIResponses, Operation.Generate)]
    [InlineData("/v1/chat/completions/responses", Protocol.OpenAIResponses, Operation.Generate)]
    [InlineData("/v1/chat/completions/v1/responses", Protocol.OpenAIResponses, Operation.Generate)]
    [InlineData("/v1/responses/responses", Protocol.OpenAIResponses, Operation.Generate)]
    [InlineData("/v1/responses/compact", Protocol.OpenAIResponses, Operation.Compact)]
    [InlineData("/v1/responses/input_tokens", Protocol.OpenAIResponses, Operation.CountTokens)]
    [InlineData("/v1/messages", Protocol.Anthropic, Operation.Generate)]
    [InlineData("/messages", Protocol.Anthropic, Operation.Generate)]
    [InlineData("/v1/v1/messages", Protocol.Anthropic, Operation.Generate)]
    [InlineData("/v1/messages/v1/messages", Protocol.Anthropic, Operation.Generate)]
    [InlineData("/anthropic/v1/messages", Protocol.Anthropic, Operation.Generate)]
    [InlineData("/v1/messages/count_tokens", Protocol.Anthropic, Operation.CountTokens)]
    public void Fixed_path_however_the_base_url_was_written_finds_its_endpoint(string path, Protocol protocol, Operation operation)
    {
        var match = PathMatcher.Match(path);

        Assert.Equal((PathKind.Endpoint, protocol, operation, "POST"), (match.Kind, match.Protocol, match.Operation, match.Allow));
    }

    [Theory]
    [InlineData("/v1beta/models/gemini-3.8-flash:generateContent", "gemini-3.8-flash", Operation.Generate, false)]
    [InlineData("/v1/models/gemini-3.8-flash:streamGenerateContent", "gemini-3.8-flash", Operation.Generate, true)]
    [InlineData("/v1/v1beta/models/x:generateContent", "x", Operation.Generate, false)]
    [InlineData("/models/x:generateContent", "x", Operation.Generate, false)]
    [InlineData("/v1beta/models/llama3:8b:generateContent", "llama3:8b", Operation.Generate, false)]
    [InlineData("/v1beta/models/meta%2Fllama3:8b:generateContent", "meta/llama3:8b", Operation.Generate, false)]
    [InlineData("/v1beta/models/meta%2fllama3:generateContent", "meta/llama3", Operation.Generate, false)]
    [InlineData("/v1beta/models/meta/llama3:generateContent", "meta/llama3", Operation.Generate, false)]
    [InlineData("/v1beta/models/models/x:generateContent", "x", Operation.Generate, false)]
    [InlineData("/v1beta/models/models%2Fx:generateContent", "x", Operation.Generate, false)]
    [InlineData("/v1beta/tunedModels/mine:generateContent", "tunedModels/mine", Operation.Generate, false)]
    [InlineData("/v1beta/models/x:countTokens", "x", Operation.CountTokens, false)]
    [InlineData("/v1beta/models/x/countTokens", "x", Operation.CountTokens, false)]
    [InlineData("/v1beta/models/x:embedContent", "x", Operation.Embed, false)]
    [InlineData("/v1beta/models/x:batchEmbedContents", "x", Operation.EmbedBatch, false)]
    [InlineData("/v1beta1/publishers/google/models/x:generateContent", "x", Operation.Generate, false)]
    [InlineData("/v1beta1/projects/p/locations/l/publishers/google/models/x:streamGenerateContent", "x", Operation.Generate, true)]
    public void Gemini_path_gives_model_and_method(string path, string model, Operation operation, bool stream)
    {
        var match = PathMatcher.Match(path);

        Assert.Equal((PathKind.Endpoint, Protocol.Gemini, operation), (match.Kind, match.Protocol, match.Operation));
        Assert.Equal((model, stream), (match.Model, match.Stream));
    }

    [Theory]
    [InlineData("/v1/models", null)]
    [InlineData("/models", null)]
    [InlineData("/v1/v1/models/", null)]
    [InlineData("/v1/chat/completions/models", null)]
    [InlineData("/v1beta/openai/models", null)]
    [InlineData("/v1beta/models", Protocol.Gemini)]
    [InlineData("/v1/v1beta/models", Protocol.Gemini)]
    public void Model_list_is_google_s_only_under_google_s_versions(string path, Protocol? protocol)
    {
        var match = PathMatcher.Match(path);

        Assert.Equal((PathKind.ModelList, protocol), (match.Kind, match.Protocol));
    }

    [Theory]
    [InlineData("/v1/models/gpt-5.4", "gpt-5.4")]
    [InlineData("/v1/models/llama3:8b", "llama3:8b")]
    [InlineData("/v1/models/openai/gpt-oss", "openai/gpt-oss")]
    [InlineData("/v1beta/models/gemini-3.8-flash", "gemini-3.8-flash")]
    public void One_model_keeps_its_slashes_and_colons(string path, string model)
    {
        var match = PathMatcher.Match(path);

        Assert.Equal((PathKind.Model, model), (match.Kind, match.Model));
    }

    [Fact]
    public void Stored_response_is_retrieved_or_deleted_by_its_id()
    {
        var match = PathMatcher.Match("/v1/responses/resp_123");

        Assert.Equal((PathKind.Endpoint, Operation.RetrieveResponse, "resp_123"), (match.Kind, match.Operation, match.ResourceId));
        Assert.Equal("GET, DELETE", match.Allow);
    }

    [Theory]
    [InlineData("/", PathKind.Probe)]
    [InlineData("/v1", PathKind.Probe)]
    [InlineData("/healthz", PathKind.Health)]
    [InlineData("/readyz", PathKind.Ready)]
    [InlineData("/api/hello", PathKind.Probe)]
    [InlineData("/favicon.ico", PathKind.Probe)]
    [InlineData("/api/event_logging/batch", PathKind.Probe)]
    [InlineData("/api/claude_code/metrics", PathKind.Probe)]
    [InlineData("/api/hello-world", PathKind.Unknown)]
    public void Health_and_probes_are_known(string path, object kind) => Assert.Equal(kind, PathMatcher.Match(path).Kind);

    [Theory]
    [InlineData("/v1/models/imagen-4:predict", Protocol.Gemini)]
    [InlineData("/v1/models/qwen3:8b", null)]
    public void MethodThatIsNotServed_IsStillGooglesForm_AndATagIsNot(string path, Protocol? protocol) =>
        Assert.Equal((PathKind.Model, protocol), (PathMatcher.Match(path).Kind, PathMatcher.Match(path).Protocol));

    [Theory]
    [InlineData("/v1/mesages_x/messages2", Protocol.Anthropic)]
    [InlineData("/v1/responses/resp_1/cancel", Protocol.OpenAIResponses)]
    [InlineData("/v1beta/interactions", Protocol.Gemini)]
    [InlineData("/v1internal:generateContent", Protocol.Gemini)]
    [InlineData("/v1beta1/projects/p/locations/l/publishers/anthropic/models/x:rawPredict", Protocol.Gemini)]
    [InlineData("/v1/chat/complete", Protocol.OpenAIChat)]
    [InlineData("/v1/models/:generateContent", Protocol.Gemini)]
    public void Unknown_path_looks_like_a_protocol_or_like_none(string path, Protocol? protocol)
    {
        var match = PathMatcher.Match(path);

        Assert.Equal((PathKind.Unknown, protocol), (match.Kind, match.Protocol));
    }

    [Fact]
    public void Endless_path_ends_as_unknown() =>
        Assert.Equal(PathKind.Unknown, PathMatcher.Match(string.Concat(Enumerable.Repeat("/messages/responses", 2000)) + "/x").Kind);
}
