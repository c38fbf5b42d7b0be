using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>How an answer ends: its whole response object, or a failure. After it only usage is told.</summary>
internal sealed class OpenAIResponsesEnding(OpenAIResponsesItemEvents items)
{
    /// <summary>True once the answer ended, one way or the other.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>Reads the final response object: what did not stream of its output, usage, and why it stopped.</summary>
    internal void ReadResponse(ReadOnlySpan<byte> response, List<StreamEvent> events)
    {
        var status = JsonScan.Text(response, "status"u8);
        if (JsonScan.TryFind(response, "output"u8, out var output) && output[0] == (byte)'[')
        {
            ReadOutput(output, events);
        }

        items.CloseAll(events);
        ReadUsage(response, events);
        IsOver = true;
        if (status == "incomplete")
        {
            var reason = JsonScan.TryFind(response, "incomplete_details"u8, out var details) ? JsonScan.Text(details, "reason"u8) : null;
            events.Add(new StreamEvent.Finished(OpenAIResponsesStopReasons.OfIncomplete(reason), reason ?? status));
            return;
        }

        events.Add(new StreamEvent.Finished(items.CalledTool ? StopReason.ToolUse : StopReason.EndTurn, status ?? "completed"));
    }

    /// <summary>Reads an error event, or the response of one.</summary>
    internal void ReadFailure(ReadOnlySpan<byte> data, ReadOnlySpan<byte> response, List<StreamEvent> events)
    {
        ReadUsage(response, events);
        Fail(OpenAIResponsesFaults.Read(0, data), events);
    }

    /// <summary>Ends the answer with a fault.</summary>
    internal void Fail(Fault fault, List<StreamEvent> events)
    {
        IsOver = true;
        events.Add(new StreamEvent.Failed(fault));
    }

    /// <summary>Tells the usage of a response object, where it has any.</summary>
    internal static void ReadUsage(ReadOnlySpan<byte> response, List<StreamEvent> events)
    {
        if (!response.IsEmpty && JsonScan.TryFind(response, "usage"u8, out var usage) && usage[0] == (byte)'{')
        {
            events.Add(new StreamEvent.UsageReported(OpenAIResponsesUsage.Read(usage)));
        }
    }

    // Many providers leave the final output empty although items streamed, or the other way round.
    private void ReadOutput(ReadOnlySpan<byte> output, List<StreamEvent> events)
    {
        var parts = JsonParts.Elements(output);
        if (parts.Count <= items.DoneCount)
        {
            return;
        }

        for (var i = 0; i < parts.Count; i++)
        {
            if (output[parts[i].Value] == (byte)'{' && !items.IsDone(i))
            {
                items.Close(items.At(i, null), new RawJson(output[parts[i].Value..parts[i].End].ToArray()), events);
            }
        }
    }
}
