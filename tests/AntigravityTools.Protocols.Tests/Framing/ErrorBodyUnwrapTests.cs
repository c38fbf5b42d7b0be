using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Framing;

/// <summary>A proxy's error whose text is the provider's error as JSON.</summary>
public sealed class ErrorBodyUnwrapTests
{
    private const string Overloaded = """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""";
    private const string TooLong = """{"error":{"message":"prompt is too long: 9 tokens > 8 maximum","type":"invalid_request_error"}}""";

    [Theory]
    [InlineData("", Overloaded, "Overloaded", FaultKind.Overloaded)]
    [InlineData("  ", TooLong, "prompt is too long: 9 tokens > 8 maximum", FaultKind.ContextTooLong)]
    [InlineData("AnthropicException - ", Overloaded, "AnthropicException: Overloaded", FaultKind.Overloaded)]
    [InlineData("Upstream said:\n", "[" + TooLong + "]", "Upstream said: prompt is too long: 9 tokens > 8 maximum", FaultKind.ContextTooLong)]
    public void WrappedError_IsShownPlainly(string before, string inner, string message, FaultKind kind)
    {
        var fault = Read($$$"""{"error":{"message":{{{JsonSerializer.Serialize(before + inner)}}},"type":"api_error"}}""");

        Assert.Equal((message, kind), (fault.Message, fault.Kind));
    }

    [Fact]
    public void TwiceWrappedError_IsOpenedTwice()
    {
        var once = Wrap(Overloaded);

        Assert.Equal("Overloaded", Read(Wrap(once)).Message);
    }

    [Fact]
    public void WhatOpenRouterPassesOn_IsShownBehindItsOwnWords()
    {
        var fault = Read($$$$"""{"error":{"message":"Provider returned error","code":503,"metadata":{"raw":{{{{JsonSerializer.Serialize(Overloaded)}}}},"provider_name":"P"}}}""");

        Assert.Equal(("Provider returned error: Overloaded", FaultKind.Overloaded), (fault.Message, fault.Kind));
    }

    [Theory]
    [InlineData("Invalid schema: {\"type\":\"object\"}")]
    [InlineData("Expected {\"message\":1}")]
    [InlineData("Unexpected end of {\"error\":{\"message\":\"x\"")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    public void JsonThatIsNoError_StaysInItsSentence(string message) =>
        Assert.Equal(message, Read(Wrap(message)).Message);

    private static string Wrap(string message) => $$$"""{"error":{"message":{{{JsonSerializer.Serialize(message)}}}}}""";

    private static Fault Read(string body) => FaultReader.Read(400, Encoding.UTF8.GetBytes(body));
}
