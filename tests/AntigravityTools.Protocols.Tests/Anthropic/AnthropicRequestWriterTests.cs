using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Anthropic;

public sealed class AnthropicRequestWriterTests
{
    private const string Hi = """{"role":"user","content":[{"type":"text","text":"hi"}]}""";
    private static readonly Message User = AnthropicRoom.Say(Role.User, new Part.Text("hi"));

    [Fact]
    public void Results_ComeFirstInTheTurnBehindTheirCalls()
    {
        var messages = AnthropicRoom.Messages(AnthropicRoom.Request(
            User,
            AnthropicRoom.Say(Role.Assistant, new Part.Text(""), new Part.ToolCall("c1", "f", AnthropicRoom.Raw("{}")), new Part.ToolCall("c2", "f", AnthropicRoom.Raw("""{"n":1e21}"""))),
            AnthropicRoom.Say(Role.Tool, new Part.ToolResult("c1", [new Part.Text("a"), new Part.Media(MediaKind.Image, "image/jpg") { Base64 = "/9j/" }]), new Part.ToolResult("c2", [], IsError: true)),
            AnthropicRoom.Say(Role.User, new Part.Text("and"))));

        Assert.Equal(
            "[" + Hi + """,{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"f","input":{}},{"type":"tool_use","id":"c2","name":"f","input":{"n":1e21}}]},"""
            + """{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"a"},{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"/9j/"}}]},"""
            + """{"type":"tool_result","tool_use_id":"c2","content":[],"is_error":true},{"type":"text","text":"and"}]}]""", messages);
    }

    [Theory]
    [InlineData("", "(empty)")]
    [InlineData(" \n", "(empty)")]
    [InlineData(" x ", " x ")]
    public void EmptyText_IsNeverSent(string text, string sent) =>
        Assert.Equal($$"""[{"role":"user","content":[{"type":"text","text":"{{sent}}"}]}]""", AnthropicRoom.Messages(AnthropicRoom.Request(AnthropicRoom.Say(Role.User, new Part.Text(text)))));

    [Fact]
    public void ConversationThatBeginsWithTheModelOrHasOnlyInstructions_GetsAUserTurn()
    {
        Assert.StartsWith("""[{"role":"user",""", AnthropicRoom.Messages(AnthropicRoom.Request(AnthropicRoom.Say(Role.Assistant, new Part.Text("a")), User)), StringComparison.Ordinal);
        var (json, loss) = AnthropicRoom.Write(AnthropicRoom.Request(AnthropicRoom.Say(Role.System, new Part.Text("s"))));
        Assert.Equal(("s", 1), (json.GetProperty("system")[0].GetProperty("text").GetString(), json.GetProperty("messages").GetArrayLength()));
        Assert.Equal("emulated", Assert.Single(loss.Items).What);
    }

    [Theory]
    [InlineData(true, "system")]
    [InlineData(false, "user")]
    public void InstructionsBetweenTurns_StayWhereTheyAre(bool newest, string role)
    {
        var json = AnthropicRoom.Write(
            AnthropicRoom.Request(AnthropicRoom.Say(Role.System, new Part.Text("s")), User, AnthropicRoom.Say(Role.Assistant, new Part.Text("a")), AnthropicRoom.Say(Role.System, new Part.Text("late")), User),
            newest ? AnthropicRoom.Newest : AnthropicRoom.Old).Json;

        Assert.Equal(1, json.GetProperty("system").GetArrayLength());
        Assert.Equal((role, "late"), (json.GetProperty("messages")[2].GetProperty("role").GetString(), json.GetProperty("messages")[2].GetProperty("content")[0].GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData("claude-opus-5-5", "temperature top_p top_k", "")]
    [InlineData("claude-sonnet-4-5", "top_p top_k", "temperature")]
    [InlineData("claude-3-5-haiku-20241022", "", "temperature top_p top_k")]
    public void Sampling_IsWhatTheModelTakes(string model, string lost, string kept)
    {
        var (json, loss) = AnthropicRoom.Write(
            AnthropicRoom.Request(User) with { Sampling = new() { Temperature = 0.5, TopP = 0.5, TopK = 4, MaxOutputTokens = 9 } }, new() { Provider = "anthropic", Model = model });

        Assert.Equal(lost, string.Join(' ', loss.Items.Select(static item => item.Field)));
        Assert.Equal(kept, string.Join(' ', json.EnumerateObject().Select(static member => member.Name).Where(static name => name is "temperature" or "top_p" or "top_k")));
    }

    [Fact]
    public void TemperatureAboveOne_IsTheHighest()
    {
        var (json, loss) = AnthropicRoom.Write(AnthropicRoom.Request(User) with { Sampling = new() { Temperature = 1.7 } }, AnthropicRoom.Old);

        Assert.Equal((1d, "approximated"), (json.GetProperty("temperature").GetDouble(), Assert.Single(loss.Items).What));
    }

    [Fact]
    public void ThinkingBudget_StaysBelowTheOutputLimit()
    {
        var json = AnthropicRoom.Write(AnthropicRoom.Request(User) with { Sampling = new() { MaxOutputTokens = 2000 }, Reasoning = new() { BudgetTokens = 8000 } }, AnthropicRoom.Sonnet).Json;

        Assert.Equal((10_000, 8000), (json.GetProperty("max_tokens").GetInt32(), json.GetProperty("thinking").GetProperty("budget_tokens").GetInt32()));
        Assert.True(AnthropicRoom.Write(AnthropicRoom.Request(User)).Json.GetProperty("max_tokens").GetInt32() > 4096);
    }

    [Fact]
    public void ForcedCallWhileThinking_IsLeftToTheModel()
    {
        var (json, loss) = AnthropicRoom.Write(AnthropicRoom.Request(User) with
        {
            Tools = [new() { Name = "f" }], ToolChoice = ToolChoice.Of(ToolChoiceMode.Required), ParallelToolCalls = false, Reasoning = new() { Effort = Effort.High },
        });

        Assert.Equal("""{"type":"auto","disable_parallel_tool_use":true}""", json.GetProperty("tool_choice").GetRawText());
        Assert.Contains(loss.Items, static item => item is { Field: "tool_choice", What: "approximated" });
    }

    [Theory]
    [InlineData("{\"a\":", """{"raw":"{\"a\":"}""")]
    [InlineData("[1]", """{"raw":[1]}""")]
    [InlineData("", "{}")]
    [InlineData(" {\"a\":1} ", " {\"a\":1} ")]
    public void ArgumentsThatAreNoObject_AreWrapped(string arguments, string input) => Assert.Equal(
        input.Trim(), AnthropicRoom.Write(AnthropicRoom.Request(User, AnthropicRoom.Say(Role.Assistant, new Part.ToolCall("c1", "f", AnthropicRoom.Raw(arguments))))).Json
            .GetProperty("messages")[1].GetProperty("content")[0].GetProperty("input").GetRawText());

    [Theory]
    [InlineData("n")]
    [InlineData("audio")]
    [InlineData("file")]
    [InlineData("tool")]
    public void WhatAnthropicHasNot_IsRefusedByName(string what)
    {
        var request = what switch
        {
            "n" => AnthropicRoom.Request(User) with { Sampling = new() { Candidates = 2 } },
            "audio" => AnthropicRoom.Request(AnthropicRoom.Say(Role.User, new Part.Media(MediaKind.Audio, "audio/wav") { Base64 = "AAAA" })),
            "file" => AnthropicRoom.Request(AnthropicRoom.Say(Role.User, new Part.Media(MediaKind.Image, null) { FileId = "file_1" })),
            _ => AnthropicRoom.Request(User) with { Tools = [new() { Kind = ToolKind.Hosted, Name = "computer" }] },
        };

        var fault = AnthropicRoom.Try(request).Fault;
        Assert.Equal((FaultKind.Unsupported, true), (fault?.Kind, fault?.Param is { Length: > 0 }));
    }

    [Fact]
    public void CacheHints_AreFourAtMost()
    {
        var parts = Enumerable.Range(0, 6).Select(static number => (Part)new Part.Text($"{number}") { CacheHint = true }).ToArray();

        Assert.Equal(4, AnthropicRoom.Messages(AnthropicRoom.Request(AnthropicRoom.Say(Role.User, parts))).Split("cache_control").Length - 1);
    }

    [Fact]
    public void WhiteSpaceStops_AreLeftOut()
    {
        var (json, loss) = AnthropicRoom.Write(AnthropicRoom.Request(User) with { Sampling = new() { StopSequences = ["\n", "END"] } });

        Assert.Equal(("""["END"]""", "stop"), (json.GetProperty("stop_sequences").GetRawText(), Assert.Single(loss.Items).Field));
    }

    [Fact]
    public void UnsignedReasoning_IsLeftOutAndSignedIsKept()
    {
        var (json, loss) = AnthropicRoom.Write(AnthropicRoom.Request(User, AnthropicRoom.Say(
            Role.Assistant, new Part.Reasoning("plain", null), new Part.Reasoning("", "c2ln"), new Part.Reasoning(null, "data", Redacted: true), new Part.Text("a"))));

        Assert.Equal(["thinking", "redacted_thinking", "text"], json.GetProperty("messages")[1].GetProperty("content").EnumerateArray().Select(static block => block.GetProperty("type").GetString()));
        Assert.Contains("reasoning", Assert.Single(loss.Items).Field, StringComparison.Ordinal);
    }
}
