using System.Text;
using AntigravityTools.Protocols.Model;
using CsCheck;

namespace AntigravityTools.Protocols.Tests;

public sealed class FaultRoundTripTests
{
    private static readonly FaultKind[] Kept =
    [
        FaultKind.InvalidRequest, FaultKind.ContextTooLong, FaultKind.Authentication, FaultKind.Permission, FaultKind.NotFound,
        FaultKind.TooLarge, FaultKind.RateLimited, FaultKind.Overloaded, FaultKind.Timeout, FaultKind.Upstream,
    ];

    public static TheoryData<Protocol, FaultKind> Pairs() =>
        [.. from protocol in Enum.GetValues<Protocol>() from kind in Kept select (protocol, kind)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void WhatAProtocolWrites_ItReadsBack(Protocol protocol, FaultKind kind)
    {
        var room = Tapping.Registry[protocol];
        var fault = Written.Of(kind, kind == FaultKind.ContextTooLong ? "prompt is too long: 9 > 8" : "no");

        var read = room.ReadFault(room.StatusOf(fault), Encoding.UTF8.GetBytes(Written.Fault(protocol, fault)));

        Assert.Equal((kind, fault.Message), (read.Kind, read.Message));
    }

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.Gemini)]
    public void StreamFault_IsAnErrorToTheTap(Protocol protocol)
    {
        var (kinds, tap) = Tapping.Run(protocol, Written.StreamFault(protocol, Written.Of(FaultKind.RateLimited, "no")));

        Assert.All(kinds, static kind => Assert.Equal(FrameKind.Error, kind));
        Assert.Equal((FaultKind.RateLimited, "no"), (tap.Fault!.Kind, tap.Fault.Message));
    }

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.Gemini)]
    public void Heartbeat_IsPreambleToTheTap(Protocol protocol) =>
        Assert.Equal([FrameKind.Preamble], Tapping.Run(protocol, Written.Heartbeat(protocol)).Kinds);

    [Fact]
    public void RandomFrames_NeverThrow() =>
        Gen.Select(Gen.Enum<Protocol>(), Gen.Enum<Operation>(), Gen.OneOf(
                "{", "}", "[", "]", ":", ",", "null", "1", "\"\"", "\"\\ud800\"", "\"a\"", "\"type\"", "\"error\"", "\"usage\"", "\"delta\"",
                "\"choices\"", "\"finish_reason\"", "\"message_delta\"", "\"response\"", "\"response.completed\"", "\"candidates\"",
                "\"content\"", "\"parts\"", "\"usageMetadata\"", "\"promptFeedback\"", "\"content_block_start\"", "\"content_block\"")
            .Array[0, 16])
            .Sample(static (protocol, operation, parts) =>
            {
                var room = Tapping.Registry[protocol];
                var bytes = Encoding.UTF8.GetBytes("{" + string.Concat(parts));
                var tap = room.OpenTap(operation);
                tap.Observe(default, bytes);
                tap.Observe(parts.Length > 0 ? Encoding.UTF8.GetBytes(parts[0].Trim('"')) : default, bytes);
                return tap.Usage is not null && room.ReadUsage(operation, bytes) is not null && room.ReadHead(operation, bytes) is not null;
            });
}
