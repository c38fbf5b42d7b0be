using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.Gemini;

public sealed class GeminiStreamReaderTests
{
    [Fact]
    public void FullStream_IsReadInOrder() => GoldenFile.Equal("stream.gemini-model.txt", GeminiRoom.Describe(GeminiRoom.ReadChunks(
        """{"candidates":[{"content":{"role":"model","parts":[{"text":"Let me see","thought":true}]},"index":0}],"usageMetadata":{"trafficType":"ON_DEMAND"},"modelVersion":"gemini-3-pro","responseId":"r1"}""",
        GeminiRoom.Chunk("""{"thought":true,"text":"."},{"text":"Grüße 😀 an"}"""),
        GeminiRoom.Chunk("""{"text":" alle"}""", ""","groundingMetadata":{}"""),
        GeminiRoom.Chunk("""{"text":"","thoughtSignature":"dGV4dA=="}"""),
        GeminiRoom.Chunk("""{"functionCall":{"name":"read","args":{"n": 1.0}},"thoughtSignature":"c2ln"},{"functionCall":{"name":"read","args":{"n":2}}},{"functionCall":{"id":"own","name":"now"}}"""),
        GeminiRoom.Chunk("""{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}},{"inlineData":{"mimeType":"image/png","data":"AAAA"},"thought":true}"""),
        GeminiRoom.Chunk("""{"executableCode":{"language":"PYTHON","code":"print(1)\n"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1\n"}}"""),
        """{"candidates":[{"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":10,"cachedContentTokenCount":4,"candidatesTokenCount":5,"thoughtsTokenCount":7,"toolUsePromptTokenCount":3,"totalTokenCount":25}}""")));

    [Fact]
    public void PiecesOfArguments_AreJoinedByTheirPaths()
    {
        var events = GeminiRoom.ReadChunks(
            GeminiRoom.Chunk("""{"functionCall":{"name":"f","willContinue":true},"thoughtSignature":"c2ln"}"""),
            GeminiRoom.Chunk("""{"functionCall":{"partialArgs":[{"jsonPath":"$.a.b[0].c","stringValue":"x","willContinue":true},{"jsonPath":"$['d e'].__proto__","numberValue":1.50}],"willContinue":true}}"""),
            GeminiRoom.Chunk("""{"functionCall":{"willContinue":true}}"""),
            GeminiRoom.Chunk("""{"functionCall":{"partialArgs":[{"jsonPath":"$.a.b[0].c","stringValue":"\u00e9\"y"},{"jsonPath":"$.a.b[2]","boolValue":true},{"jsonPath":"$.n","nullValue":"NULL_VALUE"}],"willContinue":true}}"""),
            GeminiRoom.Chunk("""{"functionCall":{"name":"g","willContinue":true}}"""),
            GeminiRoom.Chunk("""{"functionCall":{}}"""),
            GeminiRoom.Chunk("""{"functionCall":{"name":"h","partialArgs":[{"jsonPath":"$.z","stringValue":"1"}]}}""", ""","finishReason":"STOP" """));

        Assert.Equal("""{"a":{"b":[{"c":"xé\"y"},null,true]},"d e":{"__proto__":1.50},"n":null}|{}|{"z":"1"}""", string.Join('|', events.OfType<StreamEvent.ArgumentsDelta>().Select(static delta => delta.Json)));
        Assert.Equal(["c2ln", null, null], events.OfType<StreamEvent.BlockEnded>().Select(static end => end.Signature));
        Assert.Equal(StopReason.ToolUse, events.OfType<StreamEvent.Finished>().Single().Reason);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("$")]
    [InlineData("$..a")]
    [InlineData("$.a[")]
    [InlineData("$.a[-1]")]
    [InlineData("$.a[*]")]
    [InlineData("$.a[2000000000]")]
    [InlineData("$.s.t")]
    [InlineData("$['a")]
    public void PathThatLeadsNowhere_FailsTheAnswer(string path)
    {
        var events = GeminiRoom.ReadChunks(
            GeminiRoom.Chunk("""{"functionCall":{"name":"f","partialArgs":[{"jsonPath":"$.s","stringValue":"x"}],"willContinue":true}}"""),
            GeminiRoom.Chunk("""{"functionCall":{"partialArgs":[{"jsonPath":"PATH","stringValue":"x"}],"willContinue":true}}""".Replace("PATH", path, StringComparison.Ordinal)));

        Assert.Equal(FaultKind.Upstream, Assert.IsType<StreamEvent.Failed>(events[^1]).Fault.Kind);
    }

    [Fact]
    public void MissingEndOfPieces_EndsWithTheAnswer() => Assert.Equal("""{"a":"x"}""", GeminiRoom.ReadChunks(
        GeminiRoom.Chunk("""{"functionCall":{"name":"f","partialArgs":[{"jsonPath":"$.a","stringValue":"x"}],"willContinue":true}}"""),
        GeminiRoom.Chunk("", ""","finishReason":"STOP" """)).OfType<StreamEvent.ArgumentsDelta>().Single().Json);

    [Fact]
    public void SourcesBeforeTheEnd_BecomeCitationsInUtf16()
    {
        const string Grounding = """
            ,"groundingMetadata":{"webSearchQueries":["q1","q2"],"groundingChunks":[{"web":{"uri":"https://a","title":"A"}},{"web":{"title":"B"}},{}],
            "groundingSupports":[{"segment":{"startIndex":5,"endIndex":12,"text":"größe"},"groundingChunkIndices":[0,1,9]},{"segment":{"endIndex":4,"text":"😀"},"groundingChunkIndices":[0]},{"groundingChunkIndices":[0]}]}
            """;
        var events = GeminiRoom.ReadChunks(GeminiRoom.Chunk("""{"text":"😀 "}"""), GeminiRoom.Chunk("""{"text":"größe"}""", Grounding.ReplaceLineEndings("")), GeminiRoom.Chunk("""{"text":"!"}"""), GeminiRoom.Chunk("", ""","finishReason":"STOP" """));

        Assert.Equal(["https://a 3 8", " 3 8", "https://a 0 2", "https://a  "],
            events.OfType<StreamEvent.CitationAdded>().Where(static added => added.Block == 0).Select(static added => $"{added.Citation.Url} {added.Citation.Start} {added.Citation.End}"));
        var search = Assert.Single(events.OfType<StreamEvent.BlockStarted>(), static block => block.Kind == BlockKind.WebSearch);
        Assert.Equal("q1\nq2", events.OfType<StreamEvent.TextDelta>().Single(delta => delta.Block == search.Block).Text);
    }

    [Fact]
    public void Candidates_AreChoicesByTheirIndex()
    {
        var events = GeminiRoom.ReadChunks(
            """{"candidates":[{"content":{"parts":[{"text":"a"}]},"index":1},{"content":{"parts":[{"text":"b"}]}, "index":0}]}""",
            """{"candidates":[{"content":{"parts":[{"text":"c"}]},"finishReason":"STOP","index":1}]}""",
            """{"candidates":[{"finishReason":"MAX_TOKENS"}]}""");
        var answer = Answer.Fold(events);

        Assert.Equal([(1, "ac"), (0, "b")], answer.Blocks.Select(static block => (block.Choice, block.Text)));
        Assert.Equal([StopReason.MaxTokens, StopReason.EndTurn], answer.Finished.Select(static end => end.Reason));
    }

    [Theory]
    [InlineData("STOP", StopReason.EndTurn, null)]
    [InlineData("MAX_TOKENS", StopReason.MaxTokens, null)]
    [InlineData("SAFETY", StopReason.Refusal, "The provider stopped the answer: SAFETY.")]
    [InlineData("IMAGE_RECITATION", StopReason.Refusal, "The provider stopped the answer: IMAGE_RECITATION.")]
    [InlineData("MALFORMED_FUNCTION_CALL", StopReason.Malformed, "The provider stopped the answer: MALFORMED_FUNCTION_CALL.")]
    [InlineData("CONTINUATION", StopReason.Paused, null)]
    [InlineData("SOMETHING_NEW", StopReason.EndTurn, null)]
    public void FinishReason_IsTranslated(string native, StopReason reason, string? explanation)
    {
        var end = GeminiRoom.ReadChunks(GeminiRoom.Chunk("""{"text":"x"}""", $",\"finishReason\":\"{native}\"")).OfType<StreamEvent.Finished>().Single();

        Assert.Equal((reason, native, explanation), (end.Reason, end.Native, end.Explanation));
    }

    [Theory]
    [InlineData("""{"candidates":[{"finishReason":"SAFETY"}]}""")]
    [InlineData("""{"candidates":[{"content":{},"finishReason":"SAFETY","finishMessage":"too hot"}]}""")]
    [InlineData("""{"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS"}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":null},"finishReason":"MAX_TOKENS"}]}""")]
    [InlineData("""{"promptFeedback":{"blockReason":"MODEL_ARMOR","blockReasonMessage":"no"},"usageMetadata":{"promptTokenCount":1}}""")]
    [InlineData("""{"response":{"prompt_feedback":{"block_reason":"SAFETY"}},"traceId":"t"}""")]
    public void AnswerWithoutContent_Finishes(string chunk)
    {
        var events = GeminiRoom.ReadChunks(chunk);

        Assert.IsType<StreamEvent.Started>(events[0]);
        Assert.True(events.OfType<StreamEvent.Finished>().Single() is { Reason: StopReason.MaxTokens } or { Reason: StopReason.Refusal, Explanation.Length: > 0 });
    }

    [Fact]
    public void MalformedAnswerWithNothingInIt_Fails()
    {
        var events = GeminiRoom.ReadChunks("""{"candidates":[{"content":{},"finishReason":"MALFORMED_FUNCTION_CALL","finishMessage":"bad call"}],"usageMetadata":{"promptTokenCount":5}}""");

        Assert.Equal("started  \nusage 5   \nfailed Upstream MALFORMED_FUNCTION_CALL: bad call\n", GeminiRoom.Describe(events));
    }

    [Theory]
    [InlineData("""{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}""", FaultKind.Overloaded)]
    [InlineData("""{"response":{"error":{"code":429,"message":"slow","status":"RESOURCE_EXHAUSTED"}}}""", FaultKind.RateLimited)]
    [InlineData("[1]", FaultKind.Upstream)]
    [InlineData("<html>", FaultKind.Upstream)]
    [InlineData("""{"candidates":[5]}""", FaultKind.Upstream)]
    public void BadChunk_FailsOnce(string chunk, FaultKind kind)
    {
        var failed = GeminiRoom.ReadChunks(chunk, GeminiRoom.Chunk("""{"text":"x"}""")).OfType<StreamEvent.Failed>().Single();

        Assert.Equal(kind, failed.Fault.Kind);
    }

    [Fact]
    public void IdsOfCalls_DifferFromAnswerToAnswer()
    {
        string Id(string chunk) => GeminiRoom.ReadChunks(chunk).OfType<StreamEvent.BlockStarted>().Single().ToolCallId!;
        var chunk = GeminiRoom.Chunk("""{"functionCall":{"name":"f","args":{}}}""");

        Assert.Equal(Id(chunk), Id(chunk));
        Assert.NotEqual(Id(chunk), Id(chunk.Replace("r1", "r2", StringComparison.Ordinal)));
        Assert.NotEqual(Id("""{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}}]}}],"usageMetadata":{"promptTokenCount":1}}"""),
            Id("""{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}}]}}],"usageMetadata":{"promptTokenCount":2}}"""));
    }

    [Fact]
    public void ArrayForm_IsReadLikeFrames()
    {
        var bytes = Encoding.UTF8.GetBytes($"[{GeminiRoom.Chunk("""{"text":"a"}""")}\n,\r\n{GeminiRoom.Chunk("""{"text":"b"}""", ""","finishReason":"STOP" """)}\n]");

        var events = GeminiRoom.ReadFrames(bytes, new JsonArrayFrameReader(), EndOfInput.Closed);
        Assert.Equal("ab", Answer.Fold(events).Blocks.Single().Text);
        Assert.Equal(GeminiRoom.Describe(events), GeminiRoom.Describe(GeminiRoom.ReadAnswer(Encoding.UTF8.GetString(bytes))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("[]")]
    [InlineData("[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\"}}]")]
    [InlineData("{\"error\":{\"code\":400,\"message\":\"m\",\"status\":\"INVALID_ARGUMENT\"}}")]
    [InlineData("data: {\"error\":{\"code\":404,\"message\":\"m\",\"status\":\"NOT_FOUND\"}}\r\n\r\n")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"cut\"}]}}]}")]
    [InlineData("{\"candidates\":")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    public void WholeAnswerThatIsNone_FailsOnce(string body) => Assert.IsType<StreamEvent.Failed>(Assert.Single(GeminiRoom.ReadAnswer(body)));
}
