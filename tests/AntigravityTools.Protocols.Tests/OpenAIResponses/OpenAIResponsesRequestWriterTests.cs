using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

/// <summary>Requests of other protocols on their way to a Responses upstream.</summary>
public sealed class OpenAIResponsesRequestWriterTests
{
    private static readonly Extras Foreign = new(Protocol.Anthropic, [new("context_management", Raw("{}"))]);

    [Fact]
    public void FullCase_IsWrittenWithItsLosses()
    {
        var longId = "toolu_" + new string('x', 70);
        var request = ResponsesRoom.Request(
            ResponsesRoom.Say(Role.System, new Part.Text("Be kind.") { CacheHint = true }, new Part.Text("Be brief.")),
            ResponsesRoom.Say(Role.User, new Part.Text("Look: äöü <b>"), new Part.Media(MediaKind.Document, null) { PlainText = "body", Name = "Title" }),
            ResponsesRoom.Say(
                Role.Assistant, new Part.Reasoning("hm", "enc"), new Part.Text("I look."), new Part.Reasoning("plain", null), new Part.Reasoning(null, "red", true),
                new Part.ToolCall(longId, "mcp.server/look", Raw("{\"a\":\"ä\"}")), new Part.ToolCall("c2", "patch", Raw("\"*** x\"")) { Custom = true }),
            ResponsesRoom.Say(
                Role.Tool, new Part.ToolResult(longId, [new Part.Text("no"), new Part.Media(MediaKind.Image, "image/png") { Base64 = "aGk=" }], true),
                new Part.ToolResult("c2", [])),
            ResponsesRoom.Say(Role.Assistant, new Part.Text(""), new Part.WebSearch("srv", "q", []), new Part.Media(MediaKind.Image, "image/png") { Base64 = "aGk=" }, new Part.Reasoning("late", "late")),
            ResponsesRoom.Say(Role.System, new Part.Text("Now hurry."))) with
        {
            Tools =
            [
                new ToolDefinition { Name = "mcp.server/look", Description = "Looks", Parameters = Raw("{\"type\":\"object\",\"properties\":{\"a\":{}}}"), Strict = true },
                new ToolDefinition { Name = "none" },
                new ToolDefinition { Name = "patch", Kind = ToolKind.Custom, Format = Raw("{\"type\":\"grammar\",\"grammar\":{\"syntax\":\"lark\",\"definition\":\"x\"}}") },
                new ToolDefinition { Name = "web_search_20250305", Kind = ToolKind.WebSearch, AllowedDomains = ["a.example"], BlockedDomains = ["b.example"] },
            ],
            ToolChoice = ToolChoice.Named("mcp.server/look"),
            ParallelToolCalls = false,
            Sampling = new Sampling { MaxOutputTokens = 1, Temperature = 0.3, TopP = 1, TopK = 4, Seed = 7, FrequencyPenalty = 0.1 },
            Reasoning = new ReasoningRequest { BudgetTokens = 200_000, Effort = Effort.Max, Show = true },
            OutputFormat = new OutputFormat { Schema = Raw("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}"), Strict = true },
            User = new string('u', 80),
            ServiceTier = "standard_only",
            Extras = Foreign,
        };

        var (json, result) = ResponsesRoom.Write(request);

        Assert.Null(result.Fault);
        using var parsed = JsonDocument.Parse(json);
        GoldenFile.Equal(
            "full.anthropic-openai-responses.txt",
            JsonSerializer.Serialize(parsed.RootElement, GoldenJson.Indented) + "\n" + string.Join('\n', result.Loss.Items.Select(loss => $"{loss.Field} {loss.What}: {loss.Why}")) + "\n");
        Assert.Equal("mcp.server/look", Assert.Single(result.ToolNames.Aliases).Value.Name);
    }

    [Fact]
    public void NonReasoningModel_IsNotAskedToReason()
    {
        var request = ResponsesRoom.Request(ResponsesRoom.Say(Role.User, new Part.Text("x"))) with
        {
            Reasoning = new ReasoningRequest { Effort = Effort.High }, Sampling = new Sampling { Temperature = 0.3 },
        };
        var (json, result) = ResponsesRoom.Write(request, ResponsesRoom.Target with { Model = "gpt-4.1", Stream = false });

        Assert.Equal("""{"model":"gpt-4.1","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"x"}]}],"temperature":0.3,"store":false}""", json);
        Assert.Equal("reasoning", Assert.Single(result.Loss.Items).Field);
    }

    public static TheoryData<string, string> Refused() => new()
    {
        { "stop", "stop" }, { "n", "n" }, { "audio", "messages[0].content[0]" }, { "video", "messages[0].content[0]" }, { "file", "messages[0].content[0]" }, { "hosted", "tools[0]" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatCanNotBeSaid_IsRefusedByName(string what, string field)
    {
        var part = what switch
        {
            "audio" => new Part.Media(MediaKind.Audio, "audio/wav") { Base64 = "aGk=" },
            "video" => new Part.Media(MediaKind.Video, "video/mp4") { Address = "https://a.example/v" },
            "file" => new Part.Media(MediaKind.Document, null) { FileId = "file_011" },
            _ => (Part)new Part.Text("x"),
        };
        var request = ResponsesRoom.Request(ResponsesRoom.Say(Role.User, part)) with
        {
            Sampling = new Sampling { StopSequences = what == "stop" ? ["\n"] : [], Candidates = what == "n" ? 2 : null },
            Tools = what == "hosted" ? [new ToolDefinition { Kind = ToolKind.Hosted, Name = "computer_20250124", Native = new Part.Opaque(Protocol.Anthropic, Raw("{}")) }] : [],
        };

        var fault = ResponsesRoom.Write(request).Result.Fault;

        Assert.Equal((FaultKind.Unsupported, field), (fault!.Kind, fault.Param));
    }

    [Fact]
    public void LoneSurrogate_DoesNotBreakTheBody()
    {
        var (json, _) = ResponsesRoom.Write(ResponsesRoom.Request(ResponsesRoom.Say(Role.User, new Part.Text("a\ud800b"))));

        using var parsed = JsonDocument.Parse(json);
        Assert.Equal("a\uFFFDb", parsed.RootElement.GetProperty("input")[0].GetProperty("content")[0].GetProperty("text").GetString());
    }

    private static RawJson Raw(string json) => new(Encoding.UTF8.GetBytes(json));
}
