using System.Buffers;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Storage.Sqlite.Requests;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests.Requests;

public sealed class FiguresTests
{
    private static readonly RequestRecord Largest = SampleRequests.Full(1) with
    {
        TimeToFirstToken = TimeSpan.MaxValue,
        Duration = TimeSpan.FromTicks(-1),
        Usage = new TokenUsage { Input = long.MaxValue, Output = 0, CacheRead = long.MaxValue - 1, CacheWrite = 1, Raw = "18446744073709551615" },
        CostUsd = 8_999_999_999.123456789m,
        BytesIn = long.MaxValue,
        BytesOut = long.MinValue,
        Decision = new Decision { Strategy = "balance", Score = -0.1 },
    };

    [Theory]
    [InlineData("00000000000000000000000000000001")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("4BF92F3577B34DA6A3CE929D0E0E4736")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e473x")]
    [InlineData("안녕")]
    [InlineData("")]
    public void TraceIdOfAnyForm_ComesBack(string trace) => AssertComesBack(SampleRequests.Full(1) with { TraceId = trace });

    [Fact]
    public void LargestNumbers_ComeBack() => AssertComesBack(Largest);

    [Fact]
    public void RequestWithoutAnything_ComesBack() => AssertComesBack(SampleRequests.Answered(1));

    [Fact]
    public void BytesThatEndEarly_AreRefused()
    {
        var (figures, explanation) = Pack(Largest);
        for (var length = 0; length < figures.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => new FiguresReader(figures.AsSpan(0, length)).Read(Largest, explanation));
        }
    }

    private static void AssertComesBack(RequestRecord request)
    {
        var (figures, explanation) = Pack(request);
        var blank = request with
        {
            TraceId = "?", TimeToFirstToken = null, Duration = default, Usage = TokenUsage.Unknown, CostUsd = null, BytesIn = 0, BytesOut = 0, Attempts = [],
            Decision = null, Loss = [],
        };
        Assert.Equivalent(request, new FiguresReader(figures).Read(blank, Explanation.FromJson(explanation.ToJson())), strict: true);
    }

    private static (byte[] Figures, Explanation Explanation) Pack(RequestRecord request)
    {
        var usage = new UsageShape();
        usage.Part(request.Usage.Raw);
        var figures = new ArrayBufferWriter<byte>();
        FiguresWriter.Write(figures, request, usage.Numbers);
        return (figures.WrittenSpan.ToArray(), Explanation.Of(request, usage.Shape));
    }
}
