using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Tests.Translation;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests.Fuzz;

/// <summary>Every reader of every protocol, with the writers behind it.</summary>
internal static class FuzzTargets
{
    private static readonly UpstreamTarget[] Upstreams =
    [
        new() { Provider = "openai", Model = "gpt-5.4", Stream = true }, new() { Provider = "openai-compatible", Model = "deepseek-reasoner" },
        new() { Provider = "anthropic", Model = "claude-opus-5-5" }, new() { Provider = "anthropic", Model = "claude-sonnet-4-5" },
        new() { Provider = "gemini", Model = "gemini-3.1-pro-preview" }, new() { Provider = "gemini", Model = "gemini-2.0-flash" },
    ];

    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. Rooms.All.Select(static protocol => new FuzzTarget($"{protocol.ToName()}-request", FuzzSeeds.RequestsOf(protocol), bytes => ReadRequest(protocol, bytes))),
        .. Rooms.All.Select(static protocol => new FuzzTarget($"{protocol.ToName()}-stream", FuzzSeeds.StreamsOf(protocol), bytes => ReadStream(protocol, bytes))),
        .. Rooms.All.Select(static protocol => new FuzzTarget($"{protocol.ToName()}-answer", FuzzSeeds.AnswersOf(protocol), bytes => ReadAnswer(protocol, bytes))),
        .. Rooms.All.Select(static protocol => new FuzzTarget($"{protocol.ToName()}-fault", FuzzSeeds.Odd, bytes => ReadFault(protocol, bytes))),
        new("openai-chat-embeddings", [.. FuzzSeeds.Odd, """{"model":"m","input":["a",[1,2]],"dimensions":3,"encoding_format":"float"}"""u8.ToArray(), """{"data":[{"index":0,"embedding":[0.5,1e3]}],"usage":{"prompt_tokens":1}}"""u8.ToArray()], static bytes => ReadEmbeddings(Protocol.OpenAIChat, bytes)),
        new("gemini-embeddings", [.. FuzzSeeds.Odd, """{"requests":[{"model":"models/m","content":{"parts":[{"text":"a"}]},"outputDimensionality":3}]}"""u8.ToArray(), """{"embeddings":[{"values":[0.5]}]}"""u8.ToArray()], static bytes => ReadEmbeddings(Protocol.Gemini, bytes)),
    ];

    private static void ReadRequest(Protocol protocol, byte[] bytes)
    {
        Tapping.Registry[protocol].ReadHead(Operation.Generate, bytes);
        OpaqueStateStripper.Strip(protocol, bytes, new ArrayBufferWriter<byte>());
        foreach (var operation in (Operation[])[Operation.Generate, Operation.CountTokens, Operation.Complete])
        {
            var read = Rooms.Of(protocol).ReadRequest(operation, bytes, "m", stream: true);
            Assert.True((read.Value is null) != (read.Fault is null), "neither a request nor a fault");
            if (read.Value is { } request && operation != Operation.CountTokens)
            {
                Write(ConversationRepair.Apply(OwnedState.Apply(request, 1, keepUnmarked: true, new LossList()), new LossList()));
            }
        }
    }

    private static void Write(ChatRequest request)
    {
        foreach (var protocol in Rooms.All)
        {
            foreach (var target in Upstreams)
            {
                var output = new ArrayBufferWriter<byte>();
                if (Rooms.Of(protocol).WriteRequest(request, target, output).Fault is null)
                {
                    Assert.True(JsonScan.IsWhole(output.WrittenSpan), $"what goes to {protocol} is not JSON");
                }
            }
        }
    }

    private static void ReadStream(Protocol protocol, byte[] bytes)
    {
        Tapping.Run(protocol, bytes);
        Check(Rooms.ReadStream(protocol, bytes, EndOfInput.Aborted));
        Check(Rooms.ReadStream(protocol, bytes));
    }

    private static void ReadAnswer(Protocol protocol, byte[] bytes)
    {
        Tapping.Registry[protocol].ReadUsage(Operation.Generate, bytes);
        Check(Rooms.ReadAnswer(protocol, bytes));
    }

    private static void Check(List<StreamEvent> events)
    {
        EventOrder.Check(events);
        foreach (var protocol in Rooms.All)
        {
            Rooms.WriteStream(protocol, events);
            if (!events.Exists(static item => item is StreamEvent.Failed))
            {
                Rooms.WriteAnswer(protocol, events);
            }
        }
    }

    private static void ReadFault(Protocol protocol, byte[] bytes)
    {
        foreach (var status in (int[])[200, 400, 429, 500])
        {
            var fault = Tapping.Registry[protocol].ReadFault(status, bytes);
            Assert.NotEmpty(fault.Message);
            Rooms.All.ToList().ForEach(client => Written.Fault(client, fault));
        }
    }

    private static void ReadEmbeddings(Protocol protocol, byte[] bytes)
    {
        var rooms = Tapping.Registry.EmbeddingsOf(protocol)!;
        var sample = new EmbeddingRequest { Model = "m", Inputs = ["a"] };
        rooms.ReadAnswer(sample, bytes);
        foreach (var operation in (Operation[])[Operation.Embed, Operation.EmbedBatch])
        {
            if (rooms.ReadRequest(operation, bytes, "m").Value is { } request)
            {
                Tapping.Registry.EmbeddingsOf(Protocol.Gemini)!.WriteRequest(request, "m", new ArrayBufferWriter<byte>());
            }
        }
    }
}
