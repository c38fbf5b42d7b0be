using System.Text;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

public sealed class OpenAIResponsesStreamReaderTests
{
    private const string Created = """{"type":"response.created","response":{"id":"resp_1","model":"m","status":"in_progress","output":[]}}""";
    private const string Completed = """{"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}}}""";

    [Fact]
    public void IdsThatRotate_AreToldApartByPlace() => Expect(
        """
        started resp_1 m
        0 Text
        0 + a
        1 ToolCall call_x  f
        0 + b
        1 + {}
        0 end
        1 end
        usage 3 2  
        finished ToolUse completed
        """,
        Created,
        """{"type":"response.output_item.added","output_index":0,"item":{"id":"A1","type":"message","content":[]}}""",
        """{"type":"response.content_part.added","item_id":"A2","output_index":0,"content_index":0,"part":{"type":"output_text","text":""}}""",
        """{"type":"response.output_text.delta","item_id":"A3","output_index":0,"content_index":0,"delta":"a"}""",
        """{"type":"response.output_item.added","output_index":1,"item":{"id":"B1","type":"function_call","call_id":"call_x","name":"f","arguments":""}}""",
        """{"type":"response.output_text.delta","item_id":"A4","output_index":0,"content_index":0,"delta":"b"}""",
        """{"type":"response.function_call_arguments.delta","item_id":"B2","output_index":1,"delta":"{}"}""",
        """{"type":"response.output_item.done","output_index":0,"item":{"id":"A5","type":"message","content":[{"type":"output_text","text":"ab","annotations":[]}]}}""",
        """{"type":"response.output_item.done","output_index":1,"item":{"id":"B3","type":"function_call","call_id":"call_x","name":"f","arguments":"{}"}}""",
        Completed);

    [Fact]
    public void MissingDeltasAndDoneEvents_AreMadeUpFor() => Expect(
        """
        started resp_1 m
        0 ToolCall call_x  f
        0 + {"a":1}
        0 end
        1 Text
        1 + hello
        1 cites https://x.example 0-5
        1 end
        usage 3 2  
        finished ToolUse completed
        """,
        Created,
        """{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"call_x","name":"f"}}""",
        """{"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"call_x","name":"f","arguments":"{\"a\":1}"}}""",
        """{"type":"response.output_item.done","output_index":1,"item":{"type":"message","content":[{"type":"output_text","text":"hello","annotations":[{"type":"url_citation","url":"https://x.example","start_index":0,"end_index":5,"title":""}]}]}}""",
        Completed);

    [Fact]
    public void OutputOnlyAtTheEnd_IsReadFromThere() => Expect(
        """
        started resp_1 m
        0 Text
        0 + hi
        0 end
        finished EndTurn completed
        """,
        """{"type":"response.completed","response":{"id":"resp_1","model":"m","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"hi"}]}]}}""");

    [Fact]
    public void Reasoning_IsOneBlockPerItemAndNoneWhereNothingIsShown() => Expect(
        """
        started resp_1 m
        0 Reasoning
        0 + one
        0 + \n\n
        0 + two
        0 end enc
        1 Reasoning
        1 end only
        finished EndTurn completed
        """,
        Created,
        """{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","summary":[]}}""",
        """{"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"one"}""",
        """{"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":1,"delta":"two"}""",
        """{"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"delta":"raw"}""",
        """{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","summary":[{"type":"summary_text","text":"one"},{"type":"summary_text","text":"two"}],"encrypted_content":"enc"}}""",
        """{"type":"response.output_item.done","output_index":1,"item":{"type":"reasoning","summary":[]}}""",
        """{"type":"response.output_item.done","output_index":2,"item":{"type":"reasoning","summary":[],"encrypted_content":"only"}}""",
        """{"type":"response.completed","response":{"status":"completed","output":[]}}""");

    [Fact]
    public void ParallelWrapper_IsTakenApart() => Expect(
        """
        started resp_1 m
        0 ToolCall c_0  weather
        0 + {"l":"SF"}
        0 end
        1 ToolCall c_1  sights
        1 + {"c":"Rome"}
        1 end
        usage 3 2  
        finished ToolUse completed
        """,
        Created,
        """{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"c","name":"parallel","arguments":""}}""",
        """{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\"tool_uses\":[]}"}""",
        """{"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"c","name":"parallel","arguments":"{\"tool_uses\":[{\"recipient_name\":\"functions.weather\",\"parameters\":{\"l\":\"SF\"}},{\"recipient_name\":\"functions.sights\",\"parameters\":{\"c\":\"Rome\"}}]}"}}""",
        Completed);

    [Fact]
    public void ToolThatIsNamedParallel_StaysOneCall() => Expect(
        """
        started resp_1 m
        0 ToolCall c  parallel
        0 + {"x":1}
        0 end
        usage 3 2  
        finished ToolUse completed
        """,
        Created,
        """{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"c","name":"parallel","arguments":""}}""",
        """{"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"c","name":"parallel","arguments":"{\"x\":1}"}}""",
        Completed);

    [Fact]
    public void SplitSurrogates_AreJoined() => Expect(
        """
        started  
        0 Text
        0 + a
        0 + 😀b
        0 end
        usage 3 2  
        finished EndTurn completed
        """,
        """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"a\ud83d"}""",
        """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"\ude00b"}""",
        Completed);

    [Fact]
    public void KeepAliveUnknownAndPadding_AreNothing() => Expect(
        """
        started resp_1 m
        0 Text
        0 + x
        0 end
        usage 3 2  
        finished EndTurn completed
        """,
        """{"type":"keepalive","sequence_number":0}""", Created, """{"type":"response.brand_new","x":1}""",
        """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"x","obfuscation":"abc"}  """, "[DONE]", Completed, "[DONE]");

    [Fact]
    public void CustomSearchImageRefusalAndHostedItems_HaveTheirBlocks() => Expect(
        """
        started resp_1 m
        0 CustomToolCall c1  patch
        0 + *** x
        0 end
        1 WebSearch ws_1
        1 + news
        1 cites https://a.example -
        1 end
        2 Media
        2 media image/webp 4
        2 end
        3 Refusal
        3 + no
        3 end
        opaque {"id":"fs","type":"file_search_call","queries":[]}
        usage 3 2  
        finished ToolUse completed
        """,
        Created,
        """{"type":"response.output_item.added","output_index":0,"item":{"type":"custom_tool_call","call_id":"c1","name":"patch","input":""}}""",
        """{"type":"response.custom_tool_call_input.delta","output_index":0,"delta":"*** x"}""",
        """{"type":"response.custom_tool_call_input.done","output_index":0,"input":"*** x"}""",
        """{"type":"response.output_item.done","output_index":0,"item":{"type":"custom_tool_call","call_id":"c1","name":"patch","input":"*** x"}}""",
        """{"type":"response.output_item.added","output_index":1,"item":{"id":"ws_1","type":"web_search_call","status":"in_progress"}}""",
        """{"type":"response.web_search_call.searching","output_index":1,"item_id":"ws_1"}""",
        """{"type":"response.output_item.done","output_index":1,"item":{"id":"ws_1","type":"web_search_call","action":{"type":"search","query":"news","sources":[{"type":"url","url":"https://a.example"}]}}}""",
        """{"type":"response.output_item.done","output_index":2,"item":{"type":"image_generation_call","result":"aGk=","output_format":"webp"}}""",
        """{"type":"response.refusal.delta","output_index":3,"content_index":0,"delta":"no"}""",
        """{"type":"response.output_item.done","output_index":3,"item":{"type":"message","content":[{"type":"refusal","refusal":"no"}]}}""",
        """{"type":"response.output_item.done","output_index":4,"item":{"id":"fs","type":"file_search_call","queries":[]}}""",
        Completed);

    [Theory]
    [InlineData("max_output_tokens", StopReason.MaxTokens)]
    [InlineData("content_filter", StopReason.Refusal)]
    public void Incomplete_IsAnEndWithAReason(string reason, StopReason expected)
    {
        var events = ResponsesRoom.ReadPayloads(Created, $$$"""{"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"{{{reason}}}"},"output":[]}}""");

        Assert.Equal(new StreamEvent.Finished(expected, reason), events[^1]);
    }

    [Fact]
    public void ErrorThenFailed_IsOneFailureWithTheFirstReasonAndUsage()
    {
        var events = ResponsesRoom.ReadPayloads(
            Created, """{"type":"error","error":{"code":"insufficient_quota","message":"Spent."}}""",
            """{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"?"},"usage":{"input_tokens":1,"output_tokens":0}}}""");

        var failed = Assert.Single(events.OfType<StreamEvent.Failed>());
        Assert.Equal(FaultKind.QuotaExhausted, failed.Fault.Kind);
        Assert.Equal(1, Assert.Single(events.OfType<StreamEvent.UsageReported>()).Usage.Input);
    }

    [Theory]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"Slow."}""", FaultKind.RateLimited)]
    [InlineData("""{"error":{"message":"The server is overloaded","code":"server_is_overloaded"}}""", FaultKind.Overloaded)]
    [InlineData("""{"type":"response.failed","response":{"error":{"code":"context_length_exceeded","message":"Too long"}}}""", FaultKind.ContextTooLong)]
    public void ErrorInEveryShape_Fails(string payload, FaultKind kind) =>
        Assert.Equal(kind, Assert.IsType<StreamEvent.Failed>(ResponsesRoom.ReadPayloads(payload)[^1]).Fault.Kind);

    [Fact]
    public void StreamWithoutEnd_Fails() => Assert.Equal(FaultKind.Network, Assert.IsType<StreamEvent.Failed>(ResponsesRoom.ReadPayloads(Created)[^1]).Fault.Kind);

    [Theory]
    [InlineData("")]
    [InlineData("<html>no</html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"output\":7}")]
    [InlineData("{\"output\":[],\"status\":\"queued\"}")]
    [InlineData("{\"output\":[{\"type\":\"message\",\"content\":5}],\"status\":\"completed\"}")]
    [InlineData("data: {\"type\":\"response.created\"}\n\n")]
    [InlineData("{\"error\":{\"message\":\"x\"}}")]
    public void AnswerThatIsNone_FailsOnce(string body) => Assert.IsType<StreamEvent.Failed>(Assert.Single(ResponsesRoom.ReadAnswer(Encoding.UTF8.GetBytes(body))));

    private static void Expect(string expected, params string[] payloads) =>
        Assert.Equal(expected.ReplaceLineEndings("\n") + "\n", ResponsesRoom.Describe(ResponsesRoom.ReadPayloads(payloads)));
}
