using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>What compaction and impatient clients leave of calls and results (protocols.md §3.32, §3.33).</summary>
public sealed class ConversationRepairTests
{
    [Fact]
    public void ConversationInOrder_StaysTheSameObject()
    {
        var request = Request(Say(Role.User, new Part.Text("hi")), Say(Role.Assistant, new Part.Text("ho")));

        Assert.Same(request, ConversationRepair.Apply(request, new LossList()));
    }

    [Fact]
    public void CallWithoutResult_IsAnsweredAndReported()
    {
        var (lines, losses) = Repair(Say(Role.Assistant, Call("a"), Call("b")), Say(Role.Tool, Result("b", "two")), Say(Role.User, new Part.Text("on")));

        Assert.Equal(["call a", "call b", $"result a {ConversationRepair.NoOutput}", "result b two", "on"], lines);
        Assert.Equal("emulated", Assert.Single(losses).What);
    }

    [Fact]
    public void OrphanResult_IsDroppedAndReported()
    {
        var (lines, losses) = Repair(Say(Role.User, new Part.Text("hi")), Say(Role.Tool, Result("gone", "x")), Say(Role.Assistant, Call("a")), Say(Role.Tool, Result("a", "one"), Result("other", "y")));

        Assert.Equal(["hi", "call a", "result a one"], lines);
        Assert.Equal(["dropped", "dropped"], losses.Select(static loss => loss.What));
    }

    [Fact]
    public void DuplicateResult_TheLastOneCounts() =>
        Assert.Equal(["call a", "result a new"], Repair(Say(Role.Assistant, Call("a")), Say(Role.Tool, Result("a", "old")), Say(Role.Tool, Result("a", "new"))).Lines);

    [Fact]
    public void Results_StandRightBehindTheirCallsInTheirOrder()
    {
        var (lines, losses) = Repair(Say(Role.Assistant, Call("a"), Call("b")), Say(Role.User, new Part.Text("reminder")), Say(Role.Tool, Result("b", "two"), Result("a", "one")));

        Assert.Equal(["call a", "call b", "result a one", "result b two", "reminder"], lines);
        Assert.Empty(losses);
    }

    private static (List<string> Lines, IReadOnlyList<Loss> Losses) Repair(params Message[] messages)
    {
        var losses = new LossList();
        var repaired = ConversationRepair.Apply(Request(messages), losses);
        return ([.. repaired.Messages.SelectMany(static message => message.Parts).Select(LineOf)], losses.ToReport().Items);
    }

    private static string LineOf(Part part) => part switch
    {
        Part.ToolCall call => $"call {call.Id}",
        Part.ToolResult result => $"result {result.CallId} {((Part.Text)result.Content[0]).Value}",
        _ => ((Part.Text)part).Value,
    };

    private static ChatRequest Request(params Message[] messages) => new() { Model = "m", Messages = [.. messages] };

    private static Message Say(Role role, params Part[] parts) => new() { Role = role, Parts = [.. parts] };

    private static Part.ToolCall Call(string id) => new(id, "f", new RawJson(Encoding.UTF8.GetBytes("{}")));

    private static Part.ToolResult Result(string id, string text) => new(id, [new Part.Text(text)]);
}
